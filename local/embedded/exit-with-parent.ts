/** Preloaded into a child process: the child ends when its parent has ended for any reason. */
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
