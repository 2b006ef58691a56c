// Opens the report of the newest run of the demonstration in a browser, as it looks on a phone and on a desk, by
// day and by night, and takes the pictures that the README shows.
//
// node report.test.js RUNS IMAGES: the folder with the runs, and the folder for the pictures

import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import puppeteer from 'puppeteer-core';

// By this the package unpacks the libraries that it ships beside the browser, so that none have to be installed
process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs20.x';
const { default: chromium } = await import('@sparticuz/chromium');

const [runs, images] = process.argv.slice(2);
const PHONE = 360;
const DESK = 1280;
const LEAST_CONTRAST = 4.5;

function newestReport() {
	const reports = readdirSync(runs)
		.map((run) => join(runs, run, 'report.html'))
		.map((file) => ({ file, stat: statSync(file, { throwIfNoEntry: false }) }))
		.filter(({ stat }) => stat !== undefined)
		.sort((a, b) => b.stat.mtimeMs - a.stat.mtimeMs);
	assert.notEqual(reports.length, 0, `No run below ${runs} has left a report`);
	return pathToFileURL(resolve(reports[0].file)).href;
}

let browser;
const report = newestReport();

before(async () => {
	browser = await puppeteer.launch({
		args: chromium.args, executablePath: await chromium.executablePath(), headless: 'shell'
	});
});

after(() => browser?.close());

async function open(width, scheme) {
	const page = await browser.newPage();
	page.problems = [];
	page.requests = [];
	page.on('pageerror', (error) => page.problems.push(String(error)));
	page.on('console', (message) => page.problems.push(message.text()));
	page.on('request', (request) => page.requests.push(request.url()));
	await page.setViewport({ width, height: 900 });
	await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
	await page.goto(report);
	return page;
}

const texts = (page, selector) => page.$$eval(selector, (all) => all.map((one) => one.textContent.trim()));

// What ends beyond the right edge, other than in a box that scrolls
function beyondTheEdge() {
	return [...document.querySelectorAll('body *')]
		.filter((one) => !one.closest('.scroll') || one.matches('.scroll'))
		.filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
		.map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`);
}

// Words that do not fit into their own box
function cutOff() {
	return [...document.querySelectorAll('h1, h2, h3, p, dd, dt, li, b, small, span, code')]
		.filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
		.map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 40)}`);
}

// The contrast of each text with what is behind it, as WCAG counts it
function contrasts() {
	const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
	const light = (colour) => {
		const [r, g, b] = numbers(colour).slice(0, 3)
			.map((part) => part / 255)
			.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
		return 0.2126 * r + 0.7152 * g + 0.0722 * b;
	};
	const behind = (element) => {
		const colour = getComputedStyle(element).backgroundColor;
		return numbers(colour)[3] === 0 ? behind(element.parentElement) : colour;
	};
	return [...document.querySelectorAll('main *')]
		.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()))
		.map((one) => {
			const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x);
			return { contrast: (a + 0.05) / (b + 0.05), text: one.textContent.trim().slice(0, 40) };
		});
}

for (const width of [PHONE, DESK]) {
	for (const scheme of ['light', 'dark']) {
		describe(`At ${width} pixels, ${scheme}`, () => {
			let page;
			before(async () => {
				page = await open(width, scheme);
			});
			after(() => page.close());

			test('the page loads nothing but itself and has nothing to complain of', () => {
				assert.deepEqual(page.requests, [report]);
				assert.deepEqual(page.problems, []);
			});

			test('nothing overflows the page', async () => {
				assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
				assert.deepEqual(await page.evaluate(beyondTheEdge), []);
				assert.deepEqual(await page.evaluate(cutOff), []);
			});

			test('every text can be read on what is behind it', async () => {
				const poor = (await page.evaluate(contrasts)).filter(({ contrast }) => contrast < LEAST_CONTRAST);
				assert.deepEqual(poor, []);
			});
		});
	}
}

describe('The report', () => {
	let page;
	before(async () => {
		page = await open(PHONE, 'light');
	});
	after(() => page.close());

	test('begins with the verdict', async () => {
		assert.deepEqual(await texts(page, '.pill'), ['OK']);
		assert.deepEqual(await texts(page, 'h1'), ['20 campaigns, 20 media buys, nothing bought twice']);
	});

	test('has a time line for each campaign, with what was lost, killed, replayed and booked', async () => {
		assert.equal((await texts(page, '.lines article')).length, 20);
		const steps = await texts(page, '.lines .steps b');
		for (const step of ['sent', 'answer lost', 'seller killed', 'desk killed', 'booked, replayed', 'booked',
			'submitted', 'ordered, answer lost', 'booked, webhook']) {
			assert.ok(steps.includes(step), step);
		}
	});

	test('has the ledgers side by side, in a box that scrolls on a phone', async () => {
		assert.equal((await texts(page, 'tbody tr')).length, 20);
		assert.equal((await texts(page, 'thead th')).length, 7);
		assert.ok(await page.$eval('.scroll', (box) => box.scrollWidth > box.clientWidth));
	});

	test('shows what the same plan costs without keys', async () => {
		const squares = (card) => page.$$eval(`.versus .card:nth-child(${card}) i`, (all) => all.length);
		assert.equal(await squares(1), 20);
		assert.ok(await squares(2) > 20);
		assert.equal((await texts(page, '.versus .card:nth-child(1) .twice')).length, 0);
	});

	test('follows the reader from day to night', async () => {
		const background = () => page.$eval('body', (body) => getComputedStyle(body).backgroundColor);
		const day = await background();
		await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
		assert.notEqual(await background(), day);
	});

	test('has its picture taken for the README', async () => {
		mkdirSync(images, { recursive: true });
		for (const scheme of ['light', 'dark']) {
			const desk = await open(DESK, scheme);
			await desk.screenshot({
				path: join(images, `demo-report-${scheme}.png`), clip: { x: 0, y: 0, width: DESK, height: 1260 }
			});
			await desk.close();
		}
	});
});
