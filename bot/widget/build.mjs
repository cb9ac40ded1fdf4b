// Builds dist/ from src/. `node build.mjs --check` compares instead of writing.
//
// dist is committed, so that running Zhiyin needs no Node. dist/manifest.json holds a hash of
// every source file; a test compares them, so a forgotten build is seen without Node as well.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = fileURLToPath(new URL(".", import.meta.url));
const check = process.argv.includes("--check");
const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

/** All files below a folder, sorted, as paths relative to bot/widget. */
async function filesIn(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
}

/** Bundles one entry to a classic script for the oldest browsers we promise. */
async function bundle(entry, define = {}) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["chrome87", "edge88", "firefox85", "safari15"],
    charset: "utf8",
    legalComments: "none",
    define,
    plugins: [minifiedStyles],
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** Style sheets are imported as minified text and adopted by the shadow root. */
const minifiedStyles = {
  name: "minified-styles",
  setup(plugin) {
    plugin.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const css = await build({ entryPoints: [path], minify: true, write: false, charset: "utf8" });
      return { contents: css.outputFiles[0].text.trim(), loader: "text" };
    });
  },
};

const chat = await bundle("src/chat.ts");
const version = hash(chat).slice(0, 12);
const outputs = {
  "chat.js": chat,
  "zhiyin.js": await bundle("src/loader.ts", { __CHAT_VERSION__: JSON.stringify(version) }),
};

const sources = {};
for (const path of ["build.mjs", "package-lock.json", ...(await filesIn("src"))]) {
  sources[path] = hash(await readFile(join(root, path)));
}
const files = {};
for (const [name, bytes] of Object.entries(outputs)) {
  files[name] = { bytes: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, sha256: hash(bytes) };
}
outputs["manifest.json"] = Buffer.from(JSON.stringify({ files, sources }, null, 2) + "\n");

if (check) {
  const stale = [];
  for (const [name, bytes] of Object.entries(outputs)) {
    const current = await readFile(join(root, "dist", name)).catch(() => null);
    if (!current || !current.equals(bytes)) stale.push(name);
  }
  if (stale.length) {
    console.error(`dist is not what src builds to: ${stale.join(", ")}. Run: npm run build`);
    process.exit(1);
  }
} else {
  await rm(join(root, "dist"), { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(outputs)) {
    await mkdir(join(root, "dist", name, ".."), { recursive: true });
    await writeFile(join(root, "dist", name), bytes);
  }
  const opened = files["zhiyin.js"].gzip + files["chat.js"].gzip;
  console.log(`loader ${files["zhiyin.js"].gzip} B gz, opened widget ${opened} B gz`);
}
