// Loaded before the runner of @adcp/sdk 6.11.0 when it examines a seller over A2A. The runner finds no error in a task of A2A
// that has failed, although AdCP puts it there (a2a-response-extraction, "Failed task with adcp_error"), as does the
// seller of the same SDK: it refuses to look into any task that is not completed. This lets it look. Nothing else of the runner
// is changed, and where the line to change is not found, the run ends.
const fs = require('node:fs');
const Module = require('node:module');

const FILE = /@adcp[\\/]sdk[\\/]dist[\\/]lib[\\/]utils[\\/]response-unwrapper\.js$/;
const REFUSES = "response.result.status.state !== 'completed'";
const LOOKS = "!['completed', 'failed'].includes(response.result.status.state)";

const compile = Module._extensions['.js'];
Module._extensions['.js'] = (module, file) => {
	if (!FILE.test(file)) {
		return compile(module, file);
	}
	const source = fs.readFileSync(file, 'utf8');
	if (source.split(REFUSES).length !== 2) {
		throw new Error('The runner does not read tasks of A2A as it did: see whether failed-tasks.cjs is still needed');
	}
	return module._compile(source.replace(REFUSES, LOOKS), file);
};
