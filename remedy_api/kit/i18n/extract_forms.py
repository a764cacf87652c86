"""Sentences out of form definitions (intake_forms/definitions/*.yaml, XLSForm's vocabulary), and back into them.

A definition is a tree. Whatever stands under one of the keys of `SPOKEN`, at any depth, is a sentence people see; all
else (names, types, expressions) is for the machine. The same rule extracts the sentences and translates the tree, so
`static/forms/<form>.<lang>.json` is the definition itself with its sentences in that language:

    {"form": "grievance", "version": 1, "language": "ar", "direction": "rtl", "title": "…",
     "choices": {"issues": [{"name": "wages", "label": "…"}, …], …},
     "survey": [{"type": "select_multiple issues", "name": "issue", "label": "…", "hint": "…", "relevant": "…",
                 "required": true, "required_message": "…", "constraint": "…", "constraint_message": "…"}, …]}

`language` and `direction` are added; `form` is the name of the file unless the definition says otherwise.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import IO, Any

import yaml

SPOKEN = frozenset(
    {
        "title",
        "description",
        "label",
        "hint",
        "guidance_hint",
        "constraint_message",
        "required_message",
        "add_label",
        "remove_label",
    }
)


def extract(
    fileobj: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's interface: (line, function, sentence, comments) of each sentence of a definition.

    Raises ValueError with the line where a comma in `{label: one, two}` has cut a sentence and made a key of its rest.
    """
    root = yaml.compose(fileobj, Loader=yaml.SafeLoader)
    if root is not None:
        for line, sentence in _sentences(root):
            yield line, "_", sentence, []


def _sentences(node: yaml.Node) -> Iterator[tuple[int, str]]:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _sentences(item)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode) and value.value == "" and value.style is None:
                raise ValueError(f"line {key.start_mark.line + 1}: {key.value!r} has no value; quote a sentence with a comma")
            if key.value in SPOKEN and isinstance(value, yaml.ScalarNode):
                if sentence := _tidy(value.value):
                    yield value.start_mark.line + 1, sentence
            else:
                yield from _sentences(value)


def _tidy(text: str) -> str:
    """A sentence as translators see it: a folded block of YAML ends with a line break nobody meant."""
    return text.strip()


def translate(tree: Any, say: Callable[[str], str]) -> Any:
    """The same tree with each of its sentences replaced by what `say` makes of it."""
    if isinstance(tree, list):
        return [translate(item, say) for item in tree]
    if isinstance(tree, dict):
        return {
            key: say(_tidy(value)) if key in SPOKEN and isinstance(value, str) and value.strip() else translate(value, say)
            for key, value in tree.items()
        }
    return tree
