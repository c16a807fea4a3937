/**
 * One compare-and-set, of one key. KEYS: the record. ARGV: the version that the caller built on, the caller's name, the number of this
 * write (0: only look), the time to live, the new state, its time. Answers: whether it was written, the number of the caller's last write
 * that is in the record, the server's time in seconds and microseconds, and, where the version is another one: the version, the state,
 * its time, the time to live.
 *
 * A record lists the last write of each writer, the latest first: a write whose answer was lost is known again, and never done twice.
 */
export const script = `local held = redis.call('HMGET', KEYS[1], 'v', 'w')
local version, writers = held[1] or '', held[2] or ''
local base, writer, number = ARGV[1], ARGV[2], tonumber(ARGV[3])
local mine = tonumber(string.match(writers, writer .. ':(%d+) ') or 0)
local now = redis.call('TIME')
if number > mine and version == base then
  local others = string.gsub(writers, writer .. ':%d+ ', '')
  local own = writer .. ':' .. ARGV[3]
  redis.call('HSET', KEYS[1], 'v', own, 'w', string.sub(own .. ' ' .. others, 1, 4000), 's', ARGV[5], 't', ARGV[6])
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  return {1, number, now[1], now[2]}
end
if version == base then return {0, mine, now[1], now[2]} end
local record = redis.call('HMGET', KEYS[1], 's', 't')
return {0, mine, now[1], now[2], version, record[1] or '', record[2] or '0', redis.call('PTTL', KEYS[1])}`

export type Reply = Readonly<{
  written: boolean
  /** The number of the caller's last write that is in the record; 0 for none. */
  mine: number
  /** The server's. */
  timeMs: number
  /** What is there, where it is not what the caller built on. `version` is empty where nothing is. */
  other: Readonly<{ version: string; state: string; atMs: number; ttlMs: number }> | undefined
}>

/** @throws TypeError for what the script does not answer. */
export function replyOf(answer: unknown): Reply {
  if (!Array.isArray(answer) || answer.length < 4) throw new TypeError('recourse: not an answer of the script')
  const [written, mine, seconds, microseconds, version, state, atMs, ttlMs] = answer as readonly unknown[]
  return {
    written: Number(written) === 1,
    mine: Number(mine),
    timeMs: Number(seconds) * 1_000 + Number(microseconds) / 1_000,
    // texts may come as bytes, as the client was told
    other:
      answer.length > 4
        ? { version: String(version), state: String(state), atMs: Number(atMs), ttlMs: Number(ttlMs) }
        : undefined,
  }
}
