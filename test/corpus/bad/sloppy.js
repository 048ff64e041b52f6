// Scripts that are no modules, and words that are keywords elsewhere.
var await = 1, async = 2, of = 3, using = 4;
function old() { return await + async + of + using; }
with (Math) { old(max(1, 2)); }
async function newer() { var x = await old; let { x: y = await old } = { x }; return x + y; }
label: { break label; }
