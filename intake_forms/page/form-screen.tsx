/** One screen of a form: a group of questions, or the rounds of a repeat. */
import { useState } from "preact/hooks";
import type { Answer, Answers } from "./expressions";
import { Field } from "./fields";
import type { Files } from "./fields";
import { faultsOf, fieldId, isGroup, isRelevant, isRepeat, rounds, scopeOf } from "./form";
import type { Fault, FormFile, Node } from "./form";
import { _, ngettext } from "./i18n";
import { Faults } from "./parts";

interface Given {
  form: FormFile; screen: Node; answers: Answers; asked: Answers; files: Files; set: (name: string, answer: Answer) => void;
}

export function FormScreen({ next, submit, ...given }: Given & { next: () => void; submit: string }) {
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const { screen, answers, asked } = given;
  const go = (event: Event): void => {
    event.preventDefault();
    const found = faultsOf(screen, answers, asked, _("Please answer this question."));
    setFaults(found);
    if (found.length === 0) next();
  };
  return (
    <form noValidate onSubmit={go} autocomplete="off">
      <Faults of={faults} />
      {isRepeat(screen) ? <Rounds {...given} faults={faults} />
        : <Questions {...given} nodes={isGroup(screen) ? screen.children : [screen]} faults={faults} />}
      <p class="actions"><button type="submit">{submit}</button></p>
    </form>
  );
}

function Questions({ form, screen, nodes, answers, asked, files, set, faults }: Given & { nodes: readonly Node[]; faults: readonly Fault[] }) {
  return (
    <>
      {nodes.filter((node) => isRelevant(node, scopeOf(asked))).map(({ row }) => {
        const id = fieldId(row.name);
        return (
          <Field key={id} row={row} id={id} answer={answers[row.name]} set={(answer) => set(row.name, answer)} choices={form.choices} files={files}
            error={faults.find((fault) => fault.field === id)?.message} repeated={row.label === screen.row.label} />
        );
      })}
    </>
  );
}

function Rounds({ form, screen, answers, asked, files, set, faults }: Given & { faults: readonly Fault[] }) {
  const { row, children } = screen;
  const all = rounds(answers[row.name]);
  const change = (place: number, name: string, answer: Answer): void =>
    set(row.name, all.map((round, other) => other === place ? { ...round, [name]: answer } : round));
  return (
    <>
      {row.hint && <p>{row.hint}</p>}
      <p class="visually-hidden" role="status">{ngettext("%(num)s entry", "%(num)s entries", all.length)}</p>
      {all.map((round, place) => (
        <fieldset key={place} class="round">
          <legend>{_("Number %(number)s", { number: place + 1 })}</legend>
          {children.filter((node) => isRelevant(node, scopeOf(asked, round))).map((node) => {
            const id = fieldId(node.row.name, row.name, place);
            return (
              <Field key={id} row={node.row} id={id} answer={round[node.row.name]} set={(answer) => change(place, node.row.name, answer)}
                choices={form.choices} files={files} error={faults.find((fault) => fault.field === id)?.message} repeated={false} />
            );
          })}
          <button type="button" class="outline danger" onClick={() => set(row.name, all.filter((_each, other) => other !== place))}>{row.remove_label}</button>
        </fieldset>
      ))}
      {all.length < 20 && <p><button type="button" class="outline" onClick={() => set(row.name, [...all, {}])}>{row.add_label}</button></p>}
    </>
  );
}
