-- A code a request, each once; one answer in a hundred is looked at.
-- Arguments: what a good body holds, the file of codes, the number of threads, what stands in the path before
-- and behind the code. Without these two the path is `/`, and codes are read but not sent.
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  seen, looked, refused, gone, example = 0, 0, 0, 0, ""
  expected, next_code, codes = args[1], 0, {}
  local count, line_number = tonumber(args[3]), 0
  for line in io.lines(args[2]) do
    if line_number % count == number then table.insert(codes, line) end
    line_number = line_number + 1
  end
  before, behind = args[4], args[5]
end

function request()
  next_code = next_code + 1
  local code = codes[next_code]
  if before == nil then
    -- Nothing is spent, so they may come round again.
    if code == nil then next_code, code = 1, codes[1] end
    spare = "GET /" .. code .. " HTTP/1.1\r\nHost: localhost\r\n\r\n"
    return "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
  end
  if code == nil then
    gone, code = 1, codes[1]
    wrk.thread:stop()
  end
  return "GET " .. before .. code .. behind .. " HTTP/1.1\r\nHost: localhost\r\n\r\n"
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
