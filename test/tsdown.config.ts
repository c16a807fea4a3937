// One build for every package, run in the package's own folder. ESM only: every Node since 22.12 can require() it.
export default {
  cwd: process.cwd(), // otherwise the folder of this file
  entry: ['src/index.ts'],
  format: ['esm'],
  dts: { oxc: true, sourcemap: false },
  platform: 'neutral',
  target: 'es2022',
  tsconfig: 'tsconfig.src.json',
  sourcemap: true,
  clean: true,
}
