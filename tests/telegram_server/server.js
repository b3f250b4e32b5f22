'use strict';

// A Bot API server for the tests: the npm package telegram-test-api keeps the messages and the updates; this overlay in
// front of its Express application adds what it lacks. Error texts are those of the real server's source.
//
// Started with the port as its argument (0: any); prints {"port": N} when it listens, ends when standard input closes.
// Besides the Bot API and the package's own client routes (/sendMessage, /sendCommand, /sendCallback, which need only
// the fields of an update and `botToken`):
//   POST /_sim/fault   {method, chat_id?, status?, description?, parameters?, times?, mode?}
//                      mode: answer (default), html, hang, hang_after, drop, drop_after ("_after": the call is accepted)
//   POST /_sim/chat    {chat_id, state, to?}   state: open, blocked, deactivated, kicked, not_found, migrated
//   POST /_sim/member  {chat_id, user_id, status, is_member?}
//   POST /_sim/revoke  {token, revoked?}       the token is unknown from now on, or known again
//   POST /_sim/update  {token, update}         an update of any shape
//   POST /_sim/limits  {bot_per_second?, chat_per_second?, group_per_minute?}   0: none
//   POST /_sim/reset   forget everything
// Uploads (sendDocument) are kept as {name, size, text}: the beginning of the file.
//   GET  /_sim/log     every call: {at, token, method, params, query, status, accepted, message_id}

const http = require('http');
const { TelegramServer } = require('telegram-test-api/lib/telegramServer');

const BODY_LIMIT = 8 * 1024 * 1024;
const DEFAULT_LIMITS = { bot_per_second: 30, chat_per_second: 0, group_per_minute: 20 };
const ALLOWED_TAG = /^\/?(b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|code|pre|blockquote|tg-emoji)(\s[^<>]*)?$/;

let fake;
let state;

function reset() {
  fake = new TelegramServer({ port: 1, host: '127.0.0.1', storeTimeout: 86400 });
  if (state) state.pollers.forEach((poller) => poller.end(conflict()));
  state = {
    faults: [], chats: new Map(), members: new Map(), log: [], limits: { ...DEFAULT_LIMITS },
    sent: [], pollers: new Map(), webhooks: new Map(), commands: new Map(), revoked: new Set(),
  };
}

const refusal = (status, description, parameters) => ({
  status, body: { ok: false, error_code: status, description, ...(parameters ? { parameters } : {}) },
});
const accepted = (result) => ({ status: 200, body: { ok: true, result } });
const conflict = () => refusal(
  409, 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
);

function chatRefusal(chatId) {
  const chat = state.chats.get(String(chatId));
  switch (chat && chat.state) {
    case 'blocked': return refusal(403, 'Forbidden: bot was blocked by the user');
    case 'deactivated': return refusal(403, 'Forbidden: user is deactivated');
    case 'kicked': return refusal(403, 'Forbidden: bot was kicked from the supergroup chat');
    case 'not_found': return refusal(400, 'Bad Request: chat not found');
    case 'migrated':
      return refusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: chat.to });
    default: return null;
  }
}

// The text that people see, or an Error that says why the markup cannot be read.
function plainText(text, parseMode) {
  if (!parseMode) return text;
  if (parseMode !== 'HTML') throw new Error('unsupported parse_mode in this server');
  const open = [];
  const bare = text.replace(/<([^<>]*)>|</g, (match, tag, offset) => {
    if (tag === undefined || !ALLOWED_TAG.test(tag)) throw new Error(`Unsupported start tag at byte offset ${offset}`);
    const name = tag.replace(/^\//, '').split(/\s/)[0];
    if (!tag.startsWith('/')) open.push(name);
    else if (open.pop() !== name) throw new Error(`Unmatched end tag at byte offset ${offset}`);
    return '';
  });
  if (open.length) throw new Error(`Can't find end tag corresponding to start tag "${open.pop()}"`);
  return bare.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');
}

// A 429 where this send would pass a limit; else it is counted.
function limited(token, chatId) {
  const now = Date.now();
  state.sent = state.sent.filter((one) => one.at > now - 60000);
  const count = (ms, match) => {
    const hits = state.sent.filter((one) => one.at > now - ms && match(one));
    return { n: hits.length, wait: hits.length ? Math.max(1, Math.ceil((hits[0].at + ms - now) / 1000)) : 1 };
  };
  const { bot_per_second: bot, chat_per_second: chat, group_per_minute: group } = state.limits;
  const checks = [
    [bot, count(1000, (one) => one.token === token)],
    [chat, count(1000, (one) => one.token === token && one.chatId === chatId)],
    [Number(chatId) < 0 ? group : 0, count(60000, (one) => one.token === token && one.chatId === chatId)],
  ];
  const over = checks.find(([limit, { n }]) => limit && n >= limit);
  if (over) return refusal(429, `Too Many Requests: retry after ${over[1].wait}`, { retry_after: over[1].wait });
  state.sent.push({ at: now, token, chatId });
  return null;
}

function checkText(params) {
  if (!params.chat_id) return refusal(400, 'Bad Request: chat_id is empty');
  let text;
  try {
    text = plainText(String(params.text || ''), params.parse_mode);
  } catch (error) {
    return refusal(400, `Bad Request: can't parse entities: ${error.message}`);
  }
  if (!text.trim()) return refusal(400, 'Bad Request: message text is empty');
  if (text.length > 4096) return refusal(400, 'Bad Request: message is too long');
  return null;
}

// The methods that the package lacks, or whose answers it gets wrong. Each returns an answer, or null: the package's turn.
const methods = {
  getMe: (token) => accepted({
    id: Number(token.split(':')[0]), is_bot: true, first_name: 'Test Bot', username: 'TestNameBot',
    can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: false,
  }),
  sendMessage: (token, params) => checkText(params) || chatRefusal(params.chat_id) || limited(token, params.chat_id),
  editMessageText: (token, params) => checkText(params) || chatRefusal(params.chat_id),
  sendDocument: (token, params) => {
    if (!params.document || typeof params.document !== 'object') return refusal(400, 'Bad Request: file must be non-empty');
    const refused = chatRefusal(params.chat_id) || limited(token, params.chat_id);
    if (refused) return refused;
    fake.messageId += 1;
    return accepted({ message_id: fake.messageId - 1, date: 1, chat: { id: Number(params.chat_id) } });
  },
  getChatMember: (_token, params) => {
    const member = state.members.get(`${params.chat_id}/${params.user_id}`);
    return member ? accepted(member) : refusal(400, 'Bad Request: user not found');
  },
  setMyCommands: (token, params) => {
    state.commands.set(`${token}/${params.language_code || ''}`, params.commands);
    return accepted(true);
  },
  answerCallbackQuery: () => accepted(true),
  getWebhookInfo: (token) => accepted({
    url: state.webhooks.get(token) || '', has_custom_certificate: false, pending_update_count: pending(token).length,
  }),
  setWebhook: (token, params) => {
    if (params.url) state.webhooks.set(token, params.url); else state.webhooks.delete(token);
    return accepted(true);
  },
  deleteWebhook: (token) => { state.webhooks.delete(token); return accepted(true); },
};
const PASSED_ON = new Set(['sendMessage', 'editMessageText', 'editMessageReplyMarkup', 'deleteMessage']);

const pending = (token) => fake.storage.userMessages.filter((update) => update.botToken === token);
const format = (update) => (update.raw ? { update_id: update.updateId, ...update.raw } : TelegramServer.formatUpdate(update));

function takeUpdates(token, params) {
  const offset = Number(params.offset || 0);
  if (offset) {
    fake.storage.userMessages = fake.storage.userMessages.filter(
      (update) => update.botToken !== token || update.updateId >= offset,
    );
  }
  return pending(token).slice(0, Number(params.limit || 100)).map(format);
}

// The real long poll: waits for an update, ends the older poller with 409.
function poll(token, params, answer) {
  if (state.webhooks.has(token)) {
    return answer(refusal(
      409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    ));
  }
  const older = state.pollers.get(token);
  if (older) older.end(conflict());
  const deadline = Date.now() + Math.min(Number(params.timeout || 0), 50) * 1000;
  const poller = {};
  poller.end = (result) => {
    clearInterval(poller.timer);
    if (state.pollers.get(token) === poller) state.pollers.delete(token);
    answer(result);
  };
  const look = () => {
    const updates = takeUpdates(token, params);
    if (updates.length || Date.now() >= deadline) poller.end(accepted(updates));
  };
  state.pollers.set(token, poller);
  poller.timer = setInterval(look, 5);
  look();
  return poller;
}

function takeFault(method, params) {
  const index = state.faults.findIndex((fault) => (fault.method === '*' || fault.method === method)
    && (fault.chat_id === undefined || String(fault.chat_id) === String(params.chat_id)));
  if (index < 0) return null;
  const fault = state.faults[index];
  fault.times -= 1;
  if (fault.times <= 0) state.faults.splice(index, 1);
  return fault;
}

const simulate = {
  fault: (body) => { state.faults.push({ mode: 'answer', status: 500, times: 1, ...body }); },
  chat: (body) => { state.chats.set(String(body.chat_id), body); },
  member: (body) => { state.members.set(`${body.chat_id}/${body.user_id}`, { ...body, user: { id: body.user_id } }); },
  update: (body) => {
    fake.storage.userMessages.push({ botToken: body.token, updateId: fake.updateId, raw: body.update, isRead: false });
    fake.updateId += 1;
  },
  revoke: (body) => { if (body.revoked === false) state.revoked.delete(body.token); else state.revoked.add(body.token); },
  limits: (body) => { Object.assign(state.limits, body); },
  reset,
};

function respond(res, { status, body }) {
  if (res.destroyed || res.headersSent) return;
  const headers = { 'Content-Type': 'application/json' };
  if (body.parameters && body.parameters.retry_after) headers['Retry-After'] = body.parameters.retry_after;
  res.writeHead(status, headers);
  res.end(JSON.stringify(body));
}

function callBot(req, res, token, method, query) {
  const params = req.body;
  const entry = { at: Date.now(), token, method, params: { ...params }, query, status: null, accepted: false };
  state.log.push(entry);
  if (state.revoked.has(token)) {
    entry.status = 401;
    return respond(res, refusal(401, 'Unauthorized'));
  }
  const fault = takeFault(method, params);
  if (fault && fault.mode === 'drop') return req.socket.destroy();
  if (fault && fault.mode === 'hang') return undefined;
  if (fault && fault.mode === 'html') {
    entry.status = fault.status;
    res.writeHead(fault.status, { 'Content-Type': 'text/html' });
    return res.end('<html><body>gateway</body></html>');
  }
  if (fault && fault.mode === 'answer') {
    entry.status = fault.status;
    return respond(res, refusal(fault.status, fault.description || 'Internal Server Error', fault.parameters));
  }
  if (fault && fault.mode === 'hang_after') Object.assign(res, { writeHead() {}, end() {}, json() {} });
  if (fault && fault.mode === 'drop_after') {
    Object.assign(res, { writeHead() {}, end: () => req.socket.destroy(), json: () => req.socket.destroy() });
  }
  const answer = (result) => {
    entry.status = result.status;
    entry.accepted = result.status === 200;
    if (entry.accepted && method === 'sendDocument') entry.message_id = result.body.result.message_id;
    respond(res, result);
  };
  if (method === 'getUpdates') {
    const poller = poll(token, params, answer);
    if (poller) res.on('close', () => { clearInterval(poller.timer); });
    return undefined;
  }
  const own = methods[method] && methods[method](token, params);
  if (own) return answer(own);
  if (!PASSED_ON.has(method)) return answer(refusal(404, 'Not Found'));
  entry.status = 200;
  entry.accepted = true;
  entry.message_id = method === 'sendMessage' ? fake.messageId : Number(params.message_id);
  return fake.webServer(req, res);
}

function route(req, res) {
  const url = new URL(req.url, 'http://localhost');
  const bot = /^\/bot([^/]+)\/(\w+)$/.exec(url.pathname);
  if (bot) {
    const query = Object.fromEntries(url.searchParams);
    req.body = { ...query, ...req.body };
    return callBot(req, res, decodeURIComponent(bot[1]), bot[2], query);
  }
  if (url.pathname === '/_sim/log') return respond(res, accepted(state.log));
  const command = simulate[url.pathname.replace('/_sim/', '')];
  if (url.pathname.startsWith('/_sim/') && command) {
    command(req.body);
    return respond(res, accepted(true));
  }
  return fake.webServer(req, res);
}

function parse(type, raw) {
  if (!raw) return {};
  if (type.startsWith('application/json')) return JSON.parse(raw);
  return Object.fromEntries(new URLSearchParams(raw));
}

// The fields of a multipart body; a file becomes {name, size, text}.
function multipart(type, body) {
  const edge = `--${/boundary="?([^";]+)/.exec(type)[1]}`;
  const fields = {};
  for (const part of body.toString('latin1').split(edge).slice(1, -1)) {
    const cut = part.indexOf('\r\n\r\n');
    const head = Buffer.from(part.slice(0, cut), 'latin1').toString('utf8');
    const content = Buffer.from(part.slice(cut + 4, -2), 'latin1');
    const name = /[^e]name="([^"]*)"/.exec(head)[1];
    const file = /filename="?([^"\r\n;]*)/.exec(head); // the Python package leaves the quotes out
    fields[name] = file
      ? { name: file[1], size: content.length, text: content.subarray(0, 100000).toString('utf8') }
      : content.toString('utf8');
  }
  return fields;
}

function receive(req, res) {
  const chunks = [];
  let size = 0;
  req.on('data', (chunk) => {
    size += chunk.length;
    if (size <= BODY_LIMIT) chunks.push(chunk); else req.socket.destroy();
  });
  req.on('end', () => {
    try {
      const type = req.headers['content-type'] || '';
      const body = Buffer.concat(chunks);
      req.body = type.startsWith('multipart/form-data') ? multipart(type, body) : parse(type, body.toString('utf8'));
      req._body = true; // tells the package's body parsers that there is nothing left to read
      route(req, res);
    } catch (error) {
      respond(res, refusal(400, `Bad Request: ${error.message}`));
    }
  });
}

reset();
const server = http.createServer(receive);
server.listen(Number(process.argv[2] || 0), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`);
});
process.stdin.on('end', () => process.exit(0)).resume();
