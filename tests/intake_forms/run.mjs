/** Runs the tests of what stands behind the reporter's page (no browser) with node's own test runner: `node run.mjs [name …]`. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const browser = join(here, "..", "..", "intake_forms");
const { build } = createRequire(join(browser, "package.json"))("esbuild");
const names = process.argv.slice(2);
const tests = readdirSync(here).filter((file) => file.endsWith(".test.ts") && (names.length === 0 || names.some((name) => file.includes(name))));

const folder = mkdtempSync(join(tmpdir(), "remedy-page-"));
let status = 1;
try {
  await build({
    entryPoints: tests.map((file) => join(here, file)), outdir: folder, outExtension: { ".js": ".mjs" }, bundle: true, format: "esm", platform: "node",
    target: "node18", jsx: "automatic", jsxImportSource: "preact", nodePaths: [join(browser, "node_modules")], mainFields: ["module", "main"],
    define: { HERE: JSON.stringify(here) }, inject: [join(here, "..", "sealing_ts", "setup.ts")], logLevel: "warning",
  });
  const files = readdirSync(folder).filter((file) => file.endsWith(".mjs")).map((file) => join(folder, file));
  status = spawnSync(process.execPath, ["--no-warnings", "--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(status);
