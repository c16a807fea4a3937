import { adapterSources } from '../places.ts'
import { defineRule } from '../rule.ts'
import { sourcesIn } from '../source.ts'

const most = { index: 150, whole: 250 }

export const adapterSize = defineRule({
  name: 'adapter_size',
  why: `An adapter is two translations: at most ${most.index} lines in src/index.ts and ${most.whole} in all; what does not fit is logic, and belongs into the core.`,
  decision: '0004-an-adapter-is-two-translations.md',
  *find(tree) {
    const whole = new Map<string, number>()
    for (const { path, text } of sourcesIn(tree, adapterSources)) {
      const folder = path.split('/', 2).join('/')
      const lines = text.trimEnd().split('\n').length
      whole.set(folder, (whole.get(folder) ?? 0) + lines)
      if (path === `${folder}/src/index.ts` && lines > most.index)
        yield { path, line: most.index + 1, found: `${lines} lines` }
    }
    for (const [folder, lines] of whole)
      if (lines > most.whole) yield { path: `${folder}/src`, found: `${lines} lines in all` }
  },
})
