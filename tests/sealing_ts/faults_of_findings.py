"""Faults of the rules of findings, for `test_planted_faults_ts.py`: name, file, what stands there, what is put there."""

FAULTS_OF_FINDINGS = [
    (
        "a duty bearer in a case",
        "workers-rules.ts",
        '["representative", "coordinator", "monitor"]',
        '["representative", "coordinator", "monitor", "duty_bearer", "buyer"]',
    ),
    (
        "a finding by who represents",
        "workers-rules.ts",
        'need(monitors ? role === "monitor" :',
        'need(monitors && role === "monitor" ? true :',
    ),
    (
        "a monitor decides",
        "workers-rules.ts",
        'need(monitors ? role === "monitor" : role ===',
        'need(role === "monitor" || role ===',
    ),
    ("a comment by a coordinator refused", "workers-rules.ts", '"resumed", "commented"]', '"resumed"]'),
    ("contested by a coordinator", "workers-rules.ts", '"resumed", "commented"]', '"resumed", "commented", "contested"]'),
    ("oral without a witness", "workers-rules.ts", 'possible(way !== "oral" || entry !== ""', "possible(true"),
    ("a table opened twice", "workers-rules.ts", "possible(!tables.includes(table as string)", "possible(true"),
    ("a finding without interests", "finding-rules.ts", "possible(facts.declared.has(organisation)", "possible(true"),
    (
        "another's finding replaced",
        "finding-rules.ts",
        "inForce(facts, replaces).organisation === organisation",
        "inForce(facts, replaces) !== undefined",
    ),
    ("a finding that was replaced stays", "finding-rules.ts", "without(facts.findings, replaces as string)", "facts.findings"),
    ("another's finding established", "finding-rules.ts", "    need(found.organisation === organisation, event);\n", ""),
    ("established twice", "finding-rules.ts", "possible(!found.established", "possible(true"),
    ("contested twice", "finding-rules.ts", 'possible(found.contested === ""', "possible(true"),
]
