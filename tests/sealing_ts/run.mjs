/**
 * Runs the tests of the browser's sealing library with node's own test runner: `node run.mjs [name …]`. With `--vectors`
 * it makes tests/vectors/typescript anew. TypeScript is bundled first, so that every Node from 18 on can do it.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));
const browser = join(root, "intake_forms");
const { build } = createRequire(join(browser, "package.json"))("esbuild");

const names = process.argv.slice(2);
const vectors = names.includes("--vectors");
const entries = vectors
  ? [join(here, "make", "vectors.ts")]
  : readdirSync(here).filter((file) => file.endsWith(".test.ts") && (names.length === 0 || names.some((name) => file.includes(name)))).map((file) => join(here, file));

const folder = mkdtempSync(join(tmpdir(), "remedy-sealing-"));
let status = 1;
try {
  await build({
    entryPoints: entries, outdir: folder, outExtension: { ".js": ".mjs" }, bundle: true, format: "esm", platform: "node", target: "node18",
    nodePaths: [join(browser, "node_modules")], mainFields: ["module", "main"], define: { ROOT: JSON.stringify(root) }, inject: [join(here, "setup.ts")], logLevel: "warning",
  });
  const files = readdirSync(folder).filter((file) => file.endsWith(".mjs")).map((file) => join(folder, file));
  // Curve25519 in WebCrypto was called experimental by Node for years; the warning would drown what matters.
  status = spawnSync(process.execPath, ["--no-warnings", ...(vectors ? [] : ["--test"]), ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(status);
