/** What every row of runs begins with (the server's `RunsApi.Facts`); the columns that were asked for come after. */
export const facts = ['run_id', 'run_name', 'experiment', 'status', 'start_time', 'duration', 'parent_id', 'starred'];
