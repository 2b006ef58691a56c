// A seller made with @adcp/sdk, for the buyer's client to buy from: on one port without sessions, as the SDK's serve()
// does it, and on another with a session for each client. Argument: the folder node_modules.
const http = require('node:http');
const path = require('node:path');
const { randomUUID } = require('node:crypto');

const modules = process.argv[2];
const sdk = require(path.join(modules, '@adcp/sdk/dist/lib/server/index.js'));
const { StreamableHTTPServerTransport } = require(
	path.join(modules, '@modelcontextprotocol/sdk/dist/cjs/server/streamableHttp.js'));

let buys = 0;
let failures = 0;
const sessions = new Map();
const idempotency = sdk.createIdempotencyStore({ backend: sdk.memoryBackend(), ttlSeconds: 86400 });

const platform = sdk.definePlatform({
	capabilities: { specialisms: ['sales-non-guaranteed'], channels: ['display'], pricingModels: ['cpm'] },
	accounts: { resolve: async () => ({ id: 'account-1', ctx_metadata: {} }) },
	sales: sdk.defineSalesCorePlatform({
		getProducts: async () => ({ products: [] }),
		createMediaBuy: async (request) => {
			if (request.po_number === 'unknown-product') {
				throw new sdk.AdcpError('PRODUCT_NOT_FOUND', { message: 'No such product', field: 'packages[0].product_id' });
			}
			if (request.po_number === 'busy-once' && failures++ === 0) {
				throw new sdk.AdcpError('SERVICE_UNAVAILABLE', { message: 'Busy', retry_after: 1 });
			}
			return { media_buy_id: 'mb_' + ++buys, status: 'active', confirmed_at: new Date().toISOString(), packages: [] };
		},
		updateMediaBuy: async (id) => ({ media_buy_id: id, status: 'active' }),
		getMediaBuys: async () => ({ media_buys: [] }),
		getMediaBuyDelivery: async () => ({}),
		syncCreatives: async () => [],
	}),
});

const createServer = () => sdk.createAdcpServerFromPlatform(platform, {
	name: 'peer', version: '1.0.0', idempotency,
	resolveSessionKey: (context) => context.account?.id,
	validation: { requests: 'off', responses: 'off' },
});

async function withoutSession(request, response) {
	const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
	await createServer().connect(transport);
	await transport.handleRequest(request, response);
}

async function withSession(request, response) {
	const id = request.headers['mcp-session-id'];
	let transport = sessions.get(id);
	if (id && !transport) {
		response.writeHead(404, { 'content-type': 'application/json' });
		response.end('{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}');
		return;
	}
	if (!transport) {
		transport = new StreamableHTTPServerTransport({
			sessionIdGenerator: randomUUID,
			onsessioninitialized: (opened) => sessions.set(opened, transport),
		});
		await createServer().connect(transport);
	}
	await transport.handleRequest(request, response);
}

function start(name, handle) {
	const server = http.createServer((request, response) => {
		if (request.url === '/buys') {
			response.end(String(buys));
		}
		else if (request.url === '/forget-sessions') {
			sessions.clear();
			response.end();
		}
		else {
			handle(request, response).catch((error) => {
				console.error(error);
				response.destroy();
			});
		}
	});
	server.listen(0, '127.0.0.1', () => console.log(`${name} on port ${server.address().port}.`));
}

start('stateless', withoutSession);
start('sessions', withSession);
