import type { Format } from '../format.ts'
import { odata } from './odata.ts'
import { kubernetes } from './kubernetes.ts'
import { google } from './google.ts'
import { elasticsearch } from './elasticsearch.ts'
import { aws } from './aws.ts'
import { multiStatus } from './multi-status.ts'
import { nestedErrors } from './nested-errors.ts'
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
import { slack } from './slack.ts'
import { shopify } from './shopify.ts'
import { vendorNames } from './vendor-names.ts'

/** The built-in shapes, the most particular first: the first that knows the body reads it. */
export const formats: readonly Format[] = /* @__PURE__ */ Object.freeze([
  nestedErrors,
  multiStatus,
  slack,
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
  vendorNames,
  problem,
  generic,
  page,
  fields,
])
export { errorObject, fields, generic, graphql, jsonRpc, page, problem, shopify, slack }
