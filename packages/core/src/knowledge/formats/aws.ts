import { own, textAt } from '../../nouns/json.ts'
import { type Format, fieldErrorsOf, found } from '../format.ts'

/**
 * What the codes of AWS mean where their status misleads, in JSON and in XML alike. Unless a row names another source, it is the
 * service's own API reference, section "Errors".
 */
export const awsSays: NonNullable<Format['says']> = {
  'rate_limit 400': 'LimitExceededException', // botocore, data/_retry.json: Kinesis; in every SDK's list of throttling
  'quota 429': 'LimitExceededException', // API Gateway, "Gateway response types": QUOTA_EXCEEDED of a usage plan
  rate_limit: 'RequestLimitExceeded ProvisionedThroughputExceededException', // botocore, data/_retry.json: EC2 503; DynamoDB, Kinesis 400
  'conflict retry 400 409':
    'TransactionInProgressException TransactionConflictException ReplicatedWriteConflictException ' + // DynamoDB
    'PriorRequestNotComplete ' + // botocore, data/_retry.json: Route 53
    'OperationAborted ConditionalRequestConflict', // S3, "Error responses": try again
  'conflict 400':
    'ConditionalCheckFailedException TransactionCanceledException ResourceInUseException ' + // DynamoDB
    'DependencyViolation IncorrectInstanceState', // EC2, "Error codes"
  'authentication 400 403':
    'UnrecognizedClientException InvalidSignatureException SignatureDoesNotMatch MissingAuthenticationToken ' + // "Common errors"
    'InvalidClientTokenId InvalidAccessKeyId NotAuthorizedException ' + // IAM, S3, Cognito
    'RequestExpired RequestTimeTooSkewed', // smithy-typescript, service-error-classification: clock skew
  'authentication 400': 'MissingAuthenticationTokenException', // "Common errors"
  'not_found 403': 'MissingAuthenticationTokenException', // API Gateway, "Gateway response types": a path that is not there
  'not_found 400': 'AWS.SimpleQueueService.NonExistentQueue', // SQS
  'quota 400 409': 'LimitExceeded InstanceLimitExceeded ResourceLimitExceeded', // IAM, EC2, SageMaker
  'overloaded 500': 'InsufficientInstanceCapacity', // EC2, "Error codes"
  'overloaded 429': 'ModelNotReadyException', // Bedrock, InvokeModel
  'server 400 424': 'IDPCommunicationError ModelStreamErrorException', // STS and Bedrock: both say to try again
  'server stop 424': 'ModelErrorException', // Bedrock, InvokeModel
}

/**
 * JSON services of AWS: the code stands in a response field, `Code:http://…` or `Code;Sender`, or in the body, `namespace#Code`
 * (Smithy, AWS restJson1 and awsJson1_0; botocore, parsers.py). Azure Storage has a field too, for an answer to HEAD ("Status and error codes").
 */
export const aws: Format = {
  name: 'aws',
  says: awsSays,
  read({ json, text, header }) {
    const field =
      header('x-amzn-query-error') ?? header('x-amzn-errortype') ?? (text ? null : header('x-ms-error-code'))
    const given = (field ?? textAt(json, '__type'))?.slice(0, maxField).split(/[:;]/)[0]
    // AppSync has the field too, and beside it a list as GraphQL has it
    return given && (json !== undefined || text === '') && own(json, 'errors') === undefined
      ? found({
          code: given.split('#').pop(),
          message: textAt(json, 'message', 'Message'),
          fieldErrors: fieldErrorsOf(own(json, 'fieldList')),
        })
      : undefined
  },
}

const maxField = 500
