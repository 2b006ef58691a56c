// Buys from a seller over A2A with the clients of A2A's own SDK, versions 0.3 and 1.0, and with the client of @adcp/sdk.
// Arguments: the folder node_modules, the seller's address without a path, the bearer token. Writes one line of JSON for
// each step.
const path = require('node:path');
const { randomUUID } = require('node:crypto');

const [modules, seller, token] = process.argv.slice(2);
const a2a = require(path.join(modules, 'a2a-sdk-1/dist/index.cjs'));
const a2aClient = require(path.join(modules, 'a2a-sdk-1/dist/client/index.cjs'));
const { A2AClient } = require(path.join(modules, '@a2a-js/sdk/dist/client/index.cjs'));
const adcp = require(path.join(modules, '@adcp/sdk/dist/lib/index.js'));

const PROFILE = 'https://adcontextprotocol.org/extensions/adcp/v3';
const CARD = '/.well-known/agent-card.json';
const authorized = (url, init = {}) => {
	const headers = new Headers(init.headers);
	headers.set('authorization', `Bearer ${token}`);
	return fetch(url, { ...init, headers });
};

function expect(condition, otherwise) {
	if (!condition) {
		throw new Error(otherwise);
	}
}

async function step(name, check) {
	let fault = '';
	try {
		await check();
	}
	catch (error) {
		fault = error.stack ?? String(error);
	}
	console.log(JSON.stringify({ name, fault }));
}

function buy(product, more) {
	return {
		idempotency_key: randomUUID(),
		account: { brand: { domain: 'acme.example' }, operator: 'pinnacle.example', sandbox: true },
		brand: { domain: 'acme.example' },
		start_time: '2099-06-01T00:00:00Z', end_time: '2099-06-30T23:59:59Z',
		packages: [{ product_id: product.product_id, budget: 5000,
			pricing_option_id: product.pricing_options[0].pricing_option_id }],
		context: { n: 7 },
		...more,
	};
}

// What each client makes of one call: the state of A2A and the answer of AdCP.
async function client10() {
	const factory = new a2aClient.ClientFactory({
		...a2aClient.ClientFactoryOptions.default,
		transports: [new a2aClient.JsonRpcTransportFactory({ fetchImpl: authorized })],
	});
	const client = await factory.createFromUrl(seller, CARD);
	const options = { serviceParameters: a2aClient.ServiceParameters.create(a2aClient.withA2AExtensions(PROFILE)) };
	return {
		client, options,
		async call(skill, input) {
			const answer = await client.sendMessage(a2a.SendMessageRequest.fromJSON({
				message: { messageId: randomUUID(), role: 'ROLE_USER', parts: [{ data: { skill, input } }] },
			}), options);
			const task = a2a.Task.toJSON(answer.payload?.value ?? answer);
			return { state: task.status.state, data: task.artifacts[0].parts.at(-1).data };
		},
	};
}

async function client03() {
	const client = await A2AClient.fromCardUrl(seller + CARD, { fetchImpl: authorized });
	return {
		client,
		async call(skill, input) {
			const { result, error } = await client.sendMessage({
				message: { kind: 'message', messageId: randomUUID(), role: 'user',
					parts: [{ kind: 'data', data: { skill, input } }] },
			});
			expect(!error, JSON.stringify(error));
			return { state: result.status.state, data: result.artifacts[0].parts.at(-1).data };
		},
	};
}

async function examine(name, makeClient, states) {
	let peer;
	let product;
	await step(`${name} finds the agent and its capabilities`, async () => {
		peer = await makeClient();
		const { state, data } = await peer.call('get_adcp_capabilities', {});
		expect(state === states.completed, `state ${state}`);
		expect(data.adcp.idempotency.supported === true, JSON.stringify(data));
		const products = await peer.call('get_products', { brief: 'any', buying_mode: 'brief' });
		product = products.data.products[0];
	});
	await step(`${name} books, repeats, and is told of a conflict`, async () => {
		const request = buy(product);
		const first = await peer.call('create_media_buy', request);
		expect(first.state === states.completed && first.data.media_buy_id, JSON.stringify(first));
		expect(first.data.replayed === false && first.data.context.n === 7, JSON.stringify(first));
		const second = await peer.call('create_media_buy', { ...request, context: { n: 8 } });
		expect(second.data.media_buy_id === first.data.media_buy_id, JSON.stringify(second));
		expect(second.data.replayed === true && second.data.context.n === 8, JSON.stringify(second));
		const conflict = await peer.call('create_media_buy', { ...request, end_time: '2099-07-01T00:00:00Z' });
		expect(conflict.state === states.failed, `state ${conflict.state}`);
		expect(conflict.data.adcp_error.code === 'IDEMPOTENCY_CONFLICT', JSON.stringify(conflict));
	});
	await step(`${name} is told of a missing key`, async () => {
		const { state, data } = await peer.call('create_media_buy', buy(product, { idempotency_key: undefined }));
		expect(state === states.failed, `state ${state}`);
		expect(['INVALID_REQUEST', 'VALIDATION_ERROR'].includes(data.adcp_error.code), JSON.stringify(data));
	});
	return peer;
}

async function refused(promise, type) {
	try {
		await promise;
	}
	catch (error) {
		expect(error.name.includes(type) || error.constructor.name.includes(type),
			`${error.name}, ${error.constructor.name}: ${error.message}`);
		return;
	}
	throw new Error(`expected ${type}`);
}

async function main() {
	const peer = await examine('A2A 1.0', client10,
		{ completed: 'TASK_STATE_COMPLETED', failed: 'TASK_STATE_FAILED' });
	await step('A2A 1.0 is told that a task is unknown', () => refused(
		peer.client.getTask(a2a.GetTaskRequest.fromJSON({ id: randomUUID() }), peer.options), 'TaskNotFound'));
	await step('A2A 1.0 is refused without the profile', () => refused(
		peer.client.getTask(a2a.GetTaskRequest.fromJSON({ id: randomUUID() })), 'ExtensionSupportRequired'));
	await examine('A2A 0.3', client03, { completed: 'completed', failed: 'failed' });
	await step('the client of AdCP\'s SDK books and repeats', async () => {
		const client = new adcp.ADCPMultiAgentClient([{ id: 'seller', name: 'seller', agent_uri: seller, protocol: 'a2a',
			auth_token: token }]).agent('seller');
		const products = await client.getProducts({ brief: 'any', buying_mode: 'brief' });
		expect(products.success, JSON.stringify(products));
		const request = buy(products.data.products[0]);
		const first = await client.createMediaBuy(request);
		expect(first.success && first.data.media_buy_id, JSON.stringify(first));
		const second = await client.createMediaBuy(request);
		expect(second.success && second.data.media_buy_id === first.data.media_buy_id, JSON.stringify(second));
	});
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
