/** Preloaded into a child: when its parent is gone, however it went, the child ends as well. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
