import { adapterBreaches } from './adapters.ts'
import { coreBreaches } from './core.ts'
import { fileBreaches } from './files.ts'
import { knowledgeBreaches } from './knowledge.ts'
import type { Planted } from './planted.ts'
import { repositoryBreaches } from './repository.ts'
import { testBreaches } from './tests.ts'

export const planted: readonly Planted[] = [
  ...knowledgeBreaches,
  ...coreBreaches,
  ...adapterBreaches,
  ...fileBreaches,
  ...repositoryBreaches,
  ...testBreaches,
]
