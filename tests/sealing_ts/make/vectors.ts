/** Writes tests/vectors/typescript: one JSON file for each part of the protocol, in the form of tests/vectors/README.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../support";
import { DETERMINISTIC, rendered, SEALED } from "./files";

const folder = join(root, "tests/vectors/typescript");
mkdirSync(folder, { recursive: true });
for (const [name, make] of Object.entries({ ...DETERMINISTIC, ...SEALED })) writeFileSync(join(folder, `${name}.json`), await rendered(make));
