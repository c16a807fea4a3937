import type { Rule } from '../rule.ts'
import { adapterDelays } from './adapter-delays.ts'
import { adapterHeaders } from './adapter-headers.ts'
import { adapterSize } from './adapter-size.ts'
import { adapterStatus } from './adapter-status.ts'
import { apiSources } from './api-sources.ts'
import { atRest } from './at-rest.ts'
import { clientAsPeer } from './client-as-peer.ts'
import { clientNames } from './client-names.ts'
import { coreAlone } from './core-alone.ts'
import { cycles } from './cycles.ts'
import { decisionForm } from './decision-form.ts'
import { erasable } from './erasable.ts'
import { fileLength } from './file-length.ts'
import { fileNames } from './file-names.ts'
import { formatsAlone } from './formats-alone.ts'
import { honestTypes } from './honest-types.ts'
import { importOrder } from './import-order.ts'
import { manifests } from './manifests.ts'
import { namedExports } from './named-exports.ts'
import { oneClass } from './one-class.ts'
import { oneClock } from './one-clock.ts'
import { plainText } from './plain-text.ts'
import { publicName } from './public-name.ts'
import { rowSources } from './row-sources.ts'
import { statusTables } from './status-tables.ts'
import { testClocks } from './test-clocks.ts'
import { testReasons } from './test-reasons.ts'
import { topLevel } from './top-level.ts'
import { unfinished } from './unfinished.ts'
import { measuresHaveUnits } from './units.ts'
import { workplaces } from './workplaces.ts'

/** Every rule that reads the repository as text, by the decision it follows from. `policyTable` needs the const as well: readme.test.ts. */
export const rules: readonly Rule[] = [
  rowSources,
  apiSources,
  statusTables, // 0001
  importOrder,
  formatsAlone,
  cycles,
  fileNames,
  fileLength, // 0002
  coreAlone,
  atRest,
  clientNames, // 0003
  publicName,
  clientAsPeer,
  adapterSize,
  adapterStatus,
  adapterHeaders,
  adapterDelays, // 0004
  oneClock, // 0005
  oneClass, // 0006
  measuresHaveUnits,
  honestTypes, // 0007
  manifests,
  namedExports,
  erasable, // 0008
  topLevel,
  workplaces,
  unfinished,
  plainText,
  decisionForm, // 0009
  testReasons,
  testClocks, // 0010
]
