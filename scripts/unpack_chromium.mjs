// node unpack_chromium.mjs PACKAGE_BIN TARGET: unpacks the Chromium of an npm package with Node's own brotli.
// The package's own code asks for a newer Node than we do; its files need none of it.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const [bin, target] = process.argv.slice(2);
mkdirSync(target, { recursive: true });
writeFileSync(`${target}/chromium`, brotliDecompressSync(readFileSync(`${bin}/chromium.br`)), { mode: 0o755 });
for (const [name, folder] of [["al2023", "al2023"], ["fonts", "fonts"], ["swiftshader", "."]]) {
  const tar = `${target}/${name}.tar`;
  writeFileSync(tar, brotliDecompressSync(readFileSync(`${bin}/${name}.tar.br`)));
  mkdirSync(`${target}/${folder}`, { recursive: true });
  execFileSync("tar", ["xf", tar, "-C", `${target}/${folder}`]);
  rmSync(tar);
}

// The package's own fonts.conf names folders of another machine; without a font to fall back on, Chromium stops short.
const fonts = resolve(target, "fonts");
writeFileSync(`${fonts}/fonts.conf`, `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${fonts}/cache</cachedir>
</fontconfig>
`);
