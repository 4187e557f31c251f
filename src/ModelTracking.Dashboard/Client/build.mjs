// Builds the client into ../Assets: files named by their content, each with a brotli and a gzip copy. The result is
// committed, so that building the package needs no Node; '.ci/run' builds it again and compares.
import { build } from 'esbuild';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';

const out = process.argv[2] ?? '../Assets';
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const result = await build({
  entryPoints: { app: 'src/main.tsx' },
  outdir: out,
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  entryNames: '[name]-[hash]',
  chunkNames: 'part-[hash]',
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

// A page that is saved as one file: the same sources, with the data beside them in place of a server.
const saved = join(process.cwd(), 'src/shared');
const standIns = {
  name: 'stand-ins',
  setup(b) {
    b.onResolve({ filter: /^\.\.?\/(api|url|live)$/ }, (args) => (args.importer.includes('/shared/') ? null : { path: join(saved, `${args.path.split('/').pop()}.ts`) }));
    b.onResolve({ filter: /^\.\.\/views\/menu$/ }, () => ({ path: join(saved, 'views.ts') }));
    b.onResolve({ filter: /^\.\.\/reports\/add$/ }, () => ({ path: join(saved, 'views.ts') }));
    b.onResolve({ filter: /^\.\/data$/ }, (args) => (/[\\/]reports[\\/]/.test(args.importer) ? { path: join(saved, 'reportdata.ts') } : null));
    b.onResolve({ filter: /^\.\.\/url$/ }, (args) => (args.importer.endsWith('/shared/main.tsx') ? { path: join(saved, 'url.ts') } : null));
  },
};
await build({
  entryPoints: { saved: 'src/shared/main.tsx' },
  outdir: out,
  bundle: true,
  format: 'iife',
  target: 'es2022',
  minify: true,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [standIns],
});

const outputs = Object.entries(result.metafile.outputs);
const entry = outputs.find(([, o]) => o.entryPoint === 'src/main.tsx');
const script = entry[0].split('/').pop();
const style = entry[1].cssBundle.split('/').pop();
const icon = readFileSync('src/icon.svg');
const iconName = `icon-${createHash('sha256').update(icon).digest('hex').slice(0, 8)}.svg`;
writeFileSync(join(out, iconName), icon);

// What the entry imports at once is asked for at once.
const needed = entry[1].imports.filter((i) => i.kind === 'import-statement').map((i) => i.path.split('/').pop());
const html = readFileSync('src/index.html', 'utf8')
  .replace('{script}', script)
  .replace('{style}', style)
  .replace('{icon}', iconName)
  .replace('{preload}', needed.map((n) => `<link rel="modulepreload" href="assets/${n}">`).join('\n  '));
writeFileSync(join(out, 'index.html'), html);

let first = 0;
for (const name of readdirSync(out).sort()) {
  if (name === 'index.html' || name.startsWith('saved.')) continue;
  const bytes = readFileSync(join(out, name));
  const br = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  const gz = gzipSync(bytes, { level: 9 });
  gz[9] = 255; // The byte that names the system it was made on: the same everywhere.
  writeFileSync(join(out, `${name}.br`), br);
  writeFileSync(join(out, `${name}.gz`), gz);
  if (name === script || name === style || needed.includes(name)) first += br.length;
  console.log(`${name.padEnd(24)} ${String(bytes.length).padStart(8)} ${String(br.length).padStart(7)} br`);
}
console.log(`first load ${(first / 1000).toFixed(1)} kB brotli`);
if (first > 110_000) {
  console.error('The first load is above its budget of 110 kB.');
  process.exit(1);
}
