// A seller made with @adcp/sdk, for the buyer's client to buy from: over MCP on one port without sessions, as the SDK's
// serve() does it, and on another with a session for each client; over A2A on one port as the SDK's adapter does it,
// which is A2A 0.3, and on another by the server of A2A's own SDK, version 1.0. Argument: the folder node_modules.
const http = require('node:http');
const path = require('node:path');
const { generateKeyPairSync, randomUUID } = require('node:crypto');

const modules = process.argv[2];
const sdk = require(path.join(modules, '@adcp/sdk/dist/lib/server/index.js'));
const { StreamableHTTPServerTransport } = require(
	path.join(modules, '@modelcontextprotocol/sdk/dist/cjs/server/streamableHttp.js'));
const express = require(path.join(modules, 'express'));
const a2a = require(path.join(modules, 'a2a-sdk-1/dist/index.cjs'));
const a2aServer = require(path.join(modules, 'a2a-sdk-1/dist/server/index.cjs'));
const a2aExpress = require(path.join(modules, 'a2a-sdk-1/dist/server/express/index.cjs'));

// Signs the webhooks. The SDK's framework makes up an operation_id of its own, from before AdCP had the field in the
// request; the seller puts in the one that it was given, and the SDK's emitter signs and sends.
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const KEY = { kid: 'peer-1', use: 'sig', key_ops: ['verify'], alg: 'EdDSA', adcp_use: 'webhook-signing' };
const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), ...KEY }] };
const emitter = sdk.createWebhookEmitter({
	signerKey: { keyid: KEY.kid, alg: 'ed25519',
		privateKey: { ...privateKey.export({ format: 'jwk' }), ...KEY, key_ops: ['sign'] } },
	retries: { initialDelayMs: 100 },
});
const operations = new Map();

let buys = 0;
let deliveries = 0;
let failures = 0;
const sessions = new Map();
const idempotency = sdk.createIdempotencyStore({ backend: sdk.memoryBackend(), ttlSeconds: 86400 });

function bought() {
	return { media_buy_id: 'mb_' + ++buys, status: 'active', confirmed_at: new Date().toISOString(), packages: [] };
}

// Twice, as a seller does that has lost the first answer.
async function emit(webhook) {
	const operation_id = operations.get(webhook.url);
	const named = { ...webhook, operation_id, payload: { ...webhook.payload, operation_id } };
	await deliver(named);
	return deliver(named);
}

async function deliver(webhook) {
	const result = await emitter.emit(webhook);
	deliveries += result.delivered ? 1 : 0;
	console.log(JSON.stringify(result));
	return result;
}

async function awaitDeliveries(wanted, seconds) {
	for (const end = Date.now() + seconds * 1000; deliveries < wanted && Date.now() < end;) {
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return deliveries;
}

const platform = sdk.definePlatform({
	capabilities: { specialisms: ['sales-non-guaranteed'], channels: ['display'], pricingModels: ['cpm'] },
	accounts: { resolve: async () => ({ id: 'account-1', ctx_metadata: {} }) },
	sales: sdk.defineSalesCorePlatform({
		getProducts: async () => ({ products: [] }),
		createMediaBuy: async (request, context) => {
			const push = request.push_notification_config;
			if (push) {
				operations.set(push.url, push.operation_id);
				return context.handoffToTask(async () => bought());
			}
			if (request.po_number === 'unknown-product') {
				throw new sdk.AdcpError('PRODUCT_NOT_FOUND', { message: 'No such product', field: 'packages[0].product_id' });
			}
			if (request.po_number === 'busy-once' && failures++ === 0) {
				throw new sdk.AdcpError('SERVICE_UNAVAILABLE', { message: 'Busy', retry_after: 1 });
			}
			return bought();
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
	taskWebhookEmitter: { emit },
	allowPrivateWebhookUrls: true,
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

// The adapter of AdCP's SDK.
function a2a03(url) {
	const app = express();
	sdk.createA2AAdapter({
		server: createServer(),
		agentCard: { name: 'peer', description: 'A seller', url, version: '1.0.0' },
	}).mount(app);
	return app;
}

// What AdCP's SDK does not have yet: the server of A2A's own SDK in front of the same seller.
function a2a10(url) {
	const server = createServer();
	const card = a2a.AgentCard.fromJSON({
		name: 'peer', description: 'A seller', version: '1.0.0',
		supportedInterfaces: [{ url, protocolBinding: 'JSONRPC', protocolVersion: '1.0' }],
		capabilities: { extensions: [{ uri: 'https://adcontextprotocol.org/extensions/adcp/v3', required: true }] },
		defaultInputModes: ['application/json'], defaultOutputModes: ['application/json'],
		skills: [{ id: 'create_media_buy', name: 'create_media_buy', description: 'Buys', tags: ['adcp'] }],
	});
	const executor = {
		async execute({ taskId, contextId, userMessage }, bus) {
			const { skill, input } = userMessage.parts.find((part) => part.content.$case === 'data').content.value;
			const answer = await server.invoke({ toolName: skill, args: input });
			bus.publish(a2aServer.AgentEvent.task(a2a.Task.fromJSON({
				id: taskId, contextId,
				status: { state: answer.isError ? 'TASK_STATE_FAILED' : 'TASK_STATE_COMPLETED',
					timestamp: new Date().toISOString() },
				artifacts: [{ artifactId: 'adcp-result', parts: [{ data: answer.structuredContent }] }],
			})));
			bus.finished();
		},
		async cancelTask() {},
	};
	const requestHandler = new a2aServer.DefaultRequestHandler(card, new a2aServer.InMemoryTaskStore(), executor);
	const app = express();
	app.use('/.well-known/agent-card.json', a2aExpress.agentCardHandler({ agentCardProvider: requestHandler }));
	app.use('/a2a', a2aExpress.jsonRpcHandler({
		requestHandler, userBuilder: a2aExpress.UserBuilder.noAuthentication,
	}));
	return app;
}

function startA2a(name, application) {
	let app;
	const server = start(name, async (request, response) => {
		app ??= application(`http://127.0.0.1:${server.address().port}/a2a`);
		app(request, response);
	});
}

function start(name, handle) {
	const server = http.createServer((request, response) => {
		if (request.url === '/buys') {
			response.end(String(buys));
		}
		else if (request.url.startsWith('/deliveries')) {
			const query = new URL(request.url, 'http://localhost').searchParams;
			awaitDeliveries(Number(query.get('wanted')), Number(query.get('seconds')))
				.then((count) => response.end(String(count)));
		}
		else if (request.url === '/jwks') {
			response.end(JSON.stringify(jwks));
		}
		else if (request.url === '/.well-known/brand.json') {
			const origin = `http://${request.headers.host}`;
			response.end(JSON.stringify({ agents: [{ url: `${origin}/mcp`, jwks_uri: `${origin}/jwks` }] }));
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
	return server;
}

start('stateless', withoutSession);
start('sessions', withSession);
startA2a('a2a 0.3', a2a03);
startA2a('a2a 1.0', a2a10);
