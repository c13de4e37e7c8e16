-- The same request again and again; one answer in a hundred is looked at.
-- Arguments: what a good body holds, method, path, body.
local threads = {}

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  seen, looked, refused, gone, example = 0, 0, 0, 0, ""
  expected = args[1]
  wrk.method, wrk.path = args[2], args[3]
  if args[4] and args[4] ~= "" then
    wrk.body = args[4]
    wrk.headers["Content-Type"] = "application/json"
  end
end

function response(status, headers, body)
  seen = seen + 1
  if seen % 100 == 0 then
    looked = looked + 1
    if status ~= 200 or not string.find(body, expected, 1, true) then
      refused, example = refused + 1, body
    end
  end
end

function done(summary, latency, requests)
  local looked, refused, gone, example = 0, 0, 0, ""
  for _, thread in ipairs(threads) do
    looked, refused = looked + thread:get("looked"), refused + thread:get("refused")
    gone = gone + thread:get("gone")
    if thread:get("example") ~= "" then example = thread:get("example") end
  end
  local e = summary.errors
  local errors = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("result %d %d %d %d %d %d %d %d %s\n", summary.requests, summary.duration, looked, refused,
    errors, gone, latency:percentile(50), latency:percentile(99), example))
end
