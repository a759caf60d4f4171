// The desk's own: everything works without this file. It keeps counts fresh and lets keys walk the queue.
import { keepDrafts } from "./desk/drafts.js";
import { keepCounts } from "./desk/counts.js";
import { listenForKeys } from "./desk/keys.js";

keepCounts();
keepDrafts();
listenForKeys();
