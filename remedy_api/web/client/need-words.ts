/** What a case needs now, in one line. */
import { _ } from "./i18n";

export function needName(need: string): string {
  switch (need) {
    case "all_withdrawn": return _("All reports were withdrawn: decide how it goes on");
    case "review": return _("Decide whether the pause ends");
    case "decide_admissibility": return _("Write down the mandate and decide whether you take it on");
    case "prepare_safety": return _("Rate the risk, agree on a safe contact, ask the workers for consent");
    case "notify": return _("Name the companies and write down what they are told");
    case "find_facts": return _("Find out what happened");
    case "conclude": return _("Bring the finding to its end");
    case "negotiate": return _("Agree on a remedy with the companies");
    case "see_through": return _("See that the plan is carried out");
    case "verify": return _("Ask the workers whether the steps were done");
    case "follow_up": return _("Look whether it has stayed so, and record what is left to do");
    default: return _("Something is needed from you");
  }
}
