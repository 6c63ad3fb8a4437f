// Compiles app.scss to ../static/app.css, and compresses what is served, always to the same bytes:
// the gzip header carries no time, so that an unchanged source leaves the files unchanged.
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import * as sass from "sass";

const here = new URL(".", import.meta.url);
const served = new URL("../static/", here);

const { css } = sass.compile(new URL("app.scss", here).pathname, {
  style: "compressed",
  loadPaths: [new URL("node_modules", here).pathname],
  quietDeps: true,
});

// The library repeats in every rule that type is inherited, on screen and on paper, and smoothed;
// said once on the page's root, this is a tenth of the file.
const lean = css
  .replace(/^\uFEFF/, '@charset "UTF-8";')
  .replaceAll(/@media print\{[^{}]*\{font-family:inherit\}\}/g, "")
  .replaceAll("-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale;", "")
  .replaceAll("-webkit-font-smoothing:antialiased;-moz-osx-font-smoothing:grayscale}", "}");
writeFileSync(new URL("app.css", served), `${lean}\n`);

for (const name of ["app.css", "app.js"]) {
  const plain = readFileSync(new URL(name, served));
  const packed = gzipSync(plain, { level: 9, memLevel: 9 });
  packed[9] = 0xff; // the operating system's byte, the same on every machine
  writeFileSync(new URL(`${name}.gz`, served), packed);
  console.log(`${name}: ${plain.length} bytes, ${packed.length} compressed`);
}
