"""Tables, remedy plans and how far each step has come; what is shown at a table, and on which consent."""
