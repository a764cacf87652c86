"""A program of a worker organisation that answers every report it has not answered yet, and what a reporter sees of it.

Addresses, files and the organisation's printed key words come from the environment, as they would on a machine that runs this
every hour. It needs a token with the scopes read-reports, write-entries and sign-steps.
"""

import os
from pathlib import Path

from remedy_api.client import Program, Reporter

THANKS = "We received your report and read it. Somebody will write to you within a week."


def file_a_report(intake: str, words: str) -> str:
    """File a report to the organisation with these key words; the receipt."""
    reporter = Reporter(intake)
    union = reporter.by_words(words)
    filed = reporter.file([union], "We were not paid for overtime since June.", language="en")
    return filed.receipt


def answer_what_is_new(program: Program) -> int:
    """Acknowledge and answer every report that still waits for it; how many there were."""
    answered = 0
    for organisation in program.organisations():
        for row in program.reports(organisation):
            if row.state != "submitted":
                continue
            report = program.read(row.room)
            narrative = next(entry.text for entry in report.entries if entry.by_reporter)
            print("A report came in:", narrative)
            program.acknowledge(row.room)
            program.reply(row.room, THANKS, language="en")
            answered += 1
    return answered


def main() -> None:
    """One round."""
    receipt = file_a_report(os.environ["REMEDY_INTAKE"], os.environ["REMEDY_WORDS"])
    token = Path(os.environ["REMEDY_TOKEN_FILE"]).read_text(encoding="utf-8")
    program = Program(os.environ["REMEDY_KEY_FILE"], token, address=os.environ["REMEDY_CASEWORK"])
    print("Answered:", answer_what_is_new(program))
    for entry in Reporter(os.environ["REMEDY_INTAKE"]).read(receipt).entries:
        print("The reporter reads:", entry.text)


if __name__ == "__main__":
    main()
