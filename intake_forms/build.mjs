/**
 * Builds everything a browser loads: `node build.mjs` writes ../remedy_api/web/static/{assets,manifest.json,licences.txt}.
 *
 * The output depends on the sources and the lock file only, not on the time, the machine or where the checkout lies:
 * the published fingerprint of a release rests on that. Files carry a hash in their name; the manifest says which
 * entry is which file, what it loads besides, and the SHA-256 of each file.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const web = join(root, "remedy_api", "web");
const out = resolve(process.env.REMEDY_STATIC_DIR ?? join(web, "static"));

const common = {
  absWorkingDir: root,
  nodePaths: [join(here, "node_modules")],
  bundle: true,
  format: "esm",
  // Chrome 94, Firefox 93, Safari 16.4 (without static blocks, of which there are none: 84, 90, 15).
  target: ["es2022"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  sourcemap: false,
  metafile: true,
  write: false,
  entryNames: "assets/[name]-[hash]",
  chunkNames: "assets/part-[hash]",
  assetNames: "assets/[name]-[hash]",
  outdir: out,
  loader: { ".woff2": "file", ".svg": "file", ".png": "file" },
  // The checkout's own tsconfig only, so that a file somewhere above it changes nothing.
  tsconfigRaw: { compilerOptions: { target: "ES2022", verbatimModuleSyntax: true, jsx: "react-jsx", jsxImportSource: "preact" } },
  logLevel: "warning",
};

/** The reporter's two pages. Each is one file that shares none with another: whoever reports loads nothing of reading. */
const REPORTER = /^(main|receipt)\.tsx$/;

/** What is built, by the name it has in the manifest. */
function groups() {
  const reporter = Object.entries(entries(here, "page", REPORTER, "page/")).map((entry) => Object.fromEntries([entry]));
  const casework = entries(web, "client", /\.tsx$/, "client/");
  const styles = entries(web, "styles", /\.css$/, "styles/");
  return [...reporter, casework, styles].filter((group) => Object.keys(group).length > 0);
}

function entries(parent, folder, pattern, prefix) {
  const path = join(parent, folder);
  if (!existsSync(path)) return {};
  const names = readdirSync(path, { withFileTypes: true })
    .filter((item) => item.isFile() && pattern.test(item.name))
    .map((item) => item.name)
    .sort();
  return Object.fromEntries(names.map((name) => [prefix + name, slashed(relative(root, join(path, name)))]));
}

const slashed = (path) => path.split(sep).join("/");
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** One manifest entry: its file and everything it imports at once, so that a page can ask for all of it early. */
function describe(file, outputs) {
  const imports = new Set();
  const follow = (name) => {
    for (const each of outputs[name].imports) {
      if (each.external || each.kind !== "import-statement" || imports.has(each.path)) continue;
      imports.add(each.path);
      follow(each.path);
    }
  };
  follow(file);
  return { file, imports: [...imports].sort() };
}

/** The licences of every package of which a line is in the bundle, as those licences ask. */
function licences(inputs) {
  const packages = new Set();
  for (const input of inputs) {
    const found = /^intake_forms\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
  return [...packages].sort().map((name) => {
    const folder = join(here, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).sort().find((each) => /^licen[cs]e/i.test(each));
    if (!file) throw new Error(`${name} brings no licence text`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  }).join(`\n${"-".repeat(80)}\n\n`);
}

async function run() {
  const files = new Map();
  const manifest = { entries: {}, files: {} };
  const inputs = new Set();
  for (const group of groups()) {
    const scripts = Object.keys(group)[0].endsWith(".tsx");
    const result = await build({ ...common, splitting: scripts, entryPoints: Object.values(group) });
    const inOut = (path) => slashed(relative(out, resolve(root, path)));
    const outputs = Object.fromEntries(Object.entries(result.metafile.outputs).map(([path, output]) => [inOut(path), {
      ...output, imports: output.imports.map((each) => ({ ...each, path: each.external ? each.path : inOut(each.path) })),
    }]));
    for (const file of result.outputFiles) files.set(slashed(relative(out, file.path)), Buffer.from(file.contents));
    for (const input of Object.keys(result.metafile.inputs)) inputs.add(input);
    for (const [file, output] of Object.entries(outputs)) {
      const name = Object.keys(group).find((key) => group[key] === output.entryPoint);
      if (name) manifest.entries[name] = describe(file, outputs);
    }
  }
  checkReporter(manifest, files);
  for (const name of [...files.keys()].sort()) manifest.files[name] = sha256(files.get(name));
  manifest.entries = Object.fromEntries(Object.entries(manifest.entries).sort(([a], [b]) => (a < b ? -1 : 1)));
  files.set("licences.txt", Buffer.from(licences(inputs)));
  install(files, manifest);
  report(manifest, files);
}

/** The reporter's page runs without WebAssembly: its content policy forbids it, and so does Tor Browser on 'Safer'. */
function checkReporter(manifest, files) {
  for (const [name, { file, imports }] of Object.entries(manifest.entries)) {
    if (!name.startsWith("page/")) continue;
    for (const each of [file, ...imports]) {
      if (files.get(each).includes("WebAssembly")) throw new Error(`${each} of the reporter's page mentions WebAssembly`);
    }
  }
}

/** New files first, the manifest last and in one step: a page served meanwhile finds either all old or all new ones. */
function install(files, manifest) {
  const assets = join(out, "assets");
  mkdirSync(assets, { recursive: true });
  for (const [name, bytes] of files) writeFileSync(join(out, name), bytes);
  const draft = join(out, "manifest.json.new");
  writeFileSync(draft, `${JSON.stringify(manifest, null, 1)}\n`);
  renameSync(draft, join(out, "manifest.json"));
  for (const name of readdirSync(assets)) if (!files.has(`assets/${name}`)) rmSync(join(assets, name));
}

function report(manifest, files) {
  for (const [name, entry] of Object.entries(manifest.entries)) {
    const all = [entry.file, ...entry.imports].map((file) => gzipSync(files.get(file), { level: 9 }).length);
    const own = (all[0] / 1024).toFixed(1);
    const total = (all.reduce((sum, size) => sum + size, 0) / 1024).toFixed(1);
    console.log(`${name.padEnd(32)} ${basename(entry.file).padEnd(32)} ${own.padStart(7)} kB, with parts ${total.padStart(7)} kB (gzip)`);
  }
}

await run();
