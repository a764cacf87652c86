/** What monitors find in a workers' room: declared interests first, drafts that are commented on, established, contested, replaced. */
import type { CaseFacts, Finding } from "./case-facts";
import { SealError } from "./errors";
import { possible, put, without } from "./role-rules";
import { need } from "./walk";
import type { Change } from "./workers-rules";

type Findings = Pick<CaseFacts, "findings">;

/** The finding in force of this name. Throws wrong-event. */
function inForce({ findings }: Findings, name = ""): Finding {
  const finding = findings.get(name);
  if (finding === undefined) throw new SealError("wrong-event", "no such finding");
  return finding;
}

/** A finding keeps its place when something is said of it. */
const changed = ({ findings }: Findings, finding: Finding): Findings => ({ findings: put(findings, finding.finding, finding) });

export const FINDINGS: Readonly<Record<string, Change>> = {
  declared: ({ entry }, { declared }, { organisation }) => ({ declared: put(declared, organisation, entry as string) }),
  finding({ replaces }, facts, { organisation, hash, event }) {
    possible(facts.declared.has(organisation), "no interests declared");
    possible(replaces === "" || inForce(facts, replaces).organisation === organisation, "another's finding");
    const finding = { finding: hash, organisation, event, established: false, contested: "", comments: [] };
    return changed({ findings: without(facts.findings, replaces as string) }, finding);
  },
  commented({ finding, entry }, facts) {
    const found = inForce(facts, finding);
    return changed(facts, { ...found, comments: [...found.comments, entry as string] });
  },
  established({ finding }, facts, { organisation, event }) {
    const found = inForce(facts, finding);
    need(found.organisation === organisation, event);
    possible(!found.established, "established already");
    return changed(facts, { ...found, established: true });
  },
  contested({ finding, entry }, facts) {
    const found = inForce(facts, finding);
    possible(found.contested === "", "contested already");
    return changed(facts, { ...found, contested: entry as string });
  },
};
