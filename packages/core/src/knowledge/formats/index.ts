import type { Format } from '../format.ts'
import { tencent } from './tencent.ts'
import { odata } from './odata.ts'
import { kubernetes } from './kubernetes.ts'
import { google } from './google.ts'
import { elasticsearch } from './elasticsearch.ts'
import { aws } from './aws.ts'
import { apiManagement } from './api-management.ts'
import { stability } from './stability.ts'
import { weaviate } from './weaviate.ts'
import { otherNames } from './other-names.ts'
import { reddit } from './reddit.ts'
import { postgrest } from './postgrest.ts'
import { multiStatus } from './multi-status.ts'
import { nestedErrors } from './nested-errors.ts'
import { npmRegistry } from './npm-registry.ts'
import { errorObject } from './error-object.ts'
import { fields } from './fields.ts'
import { generic } from './generic.ts'
import { graphql } from './graphql.ts'
import { grpc } from './grpc.ts'
import { innerError } from './inner-error.ts'
import { jsonRpc } from './json-rpc.ts'
import { trpc } from './trpc.ts'
import { page } from './page.ts'
import { problem } from './problem.ts'
import { shopify } from './shopify.ts'
import { errorList } from './error-list.ts'
import { googleMaps } from './google-maps.ts'
import { vendorNames } from './vendor-names.ts'
import { vonageSms } from './vonage-sms.ts'

/** The built-in shapes, the most particular first: the first that knows the body reads it. */
export const formats: readonly Format[] = /* @__PURE__ */ Object.freeze([
  reddit,
  npmRegistry,
  nestedErrors,
  multiStatus,
  postgrest,
  otherNames,
  tencent,
  shopify,
  kubernetes,
  elasticsearch,
  google,
  odata,
  aws,
  graphql,
  grpc,
  jsonRpc,
  trpc,
  innerError,
  errorObject,
  apiManagement,
  stability,
  weaviate,
  vendorNames,
  errorList,
  googleMaps,
  vonageSms,
  problem,
  generic,
  page,
  fields,
])
export { errorObject, fields, generic, page, problem }
