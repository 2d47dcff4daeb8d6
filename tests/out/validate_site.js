// A site in headless Chromium: each page by axe-core with every rule, 320 and
// 1280 pixels wide, light and dark; no page may scroll sideways; of a page of
// each kind all that can be used is reached by Tab, and with its focus visible.
// Called by validate_site.sh.
'use strict';
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core'), 'utf8');
const root = process.argv[2];

function pages(dir) {
	return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
		const full = path.join(dir, entry.name);
		if (entry.isDirectory()) return pages(full);
		return entry.name.endsWith('.html') ? [full] : [];
	}).sort();
}

async function judge(page, file, setting) {
	await page.goto(pathToFileURL(file).href);
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
	for (const one of result.violations)
		console.log(`${file}: ${setting}: ${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
	const wide = await page.evaluate(
		() => document.documentElement.scrollWidth - window.innerWidth);
	if (wide > 0) console.log(`${file}: ${setting}: ${wide} pixels too wide`);
	return result.violations.length + (wide > 0 ? 1 : 0);
}

async function keyboard(page, file) {
	await page.goto(pathToFileURL(file).href);
	const wanted = await page.evaluate(() => {
		const all = document.querySelectorAll('a[href], input:not([disabled]), [tabindex="0"]');
		return [...all].filter((e) => e.checkVisibility()).length;
	});
	const reached = new Set();
	let hidden = 0;
	for (let i = 0; i < wanted; i++) {
		await page.keyboard.press('Tab');
		const [n, shown] = await page.evaluate(() => {
			const e = document.activeElement;
			const all = [...document.querySelectorAll('*')];
			const box = e.getBoundingClientRect();
			const style = getComputedStyle(e);
			return [all.indexOf(e), box.width > 0 && box.right > 0 &&
				style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0];
		});
		reached.add(n);
		if (!shown) hidden++;
	}
	if (reached.size === wanted && hidden === 0) return 0;
	console.log(`${file}: keyboard: ${reached.size} of ${wanted} reached, ${hidden} without a sign`);
	return 1;
}

(async () => {
	const browser = await puppeteer.launch({
		executablePath: process.env.BROWSER, args: ['--no-sandbox', '--disable-gpu'] });
	const page = await browser.newPage();
	const files = pages(root);
	const kinds = new Map(files.map((f) => [path.dirname(f), f]));
	let found = 0;
	await page.setBypassCSP(true); // axe-core itself is a script
	for (const width of [320, 1280]) {
		for (const scheme of ['light', 'dark']) {
			await page.setViewport({ width, height: 900 });
			await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
			for (const file of files) found += await judge(page, file, `${width} ${scheme}`);
		}
	}
	for (const file of kinds.values()) found += await keyboard(page, file);
	console.log(`${files.length} pages, ${found} findings`);
	await browser.close();
	process.exitCode = found ? 1 : 0;
})();
