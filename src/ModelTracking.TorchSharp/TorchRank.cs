using ModelTracking.Diagnostics;
using ModelTracking.Records;

namespace ModelTracking;

/// <summary>
/// Training in several processes that write one run: each process is a writer of its own, its metrics carry its rank as
/// context, and rank 0 keeps the params, the checkpoints and the model.
/// </summary>
public static class TorchRank
{
    /// <summary>
    /// Options for <c>client.StartRun</c>, from the environment variables that launchers set: <c>RANK</c>, and for the run that all
    /// share <c>MODELTRACKING_RUN_ID</c>. Without <c>RANK</c> the options of a run with one process.
    /// </summary>
    /// <exception cref="TrackingException"><c>RANK</c> is set without <c>MODELTRACKING_RUN_ID</c>, so the processes would make a run each.</exception>
    public static RunOptions FromEnvironment()
    {
        if (Environment.GetEnvironmentVariable("RANK") is not { Length: > 0 } rank)
        {
            return new RunOptions();
        }

        return int.TryParse(rank, out var number) && RunId.TryParse(Environment.GetEnvironmentVariable("MODELTRACKING_RUN_ID"), out var id)
            ? Options(id, number)
            : throw new TrackingException($"RANK is '{rank}', but MODELTRACKING_RUN_ID names no run. Set it to the same 32 hexadecimal digits in all processes, for example from 'openssl rand -hex 16'.");
    }

    /// <summary>Options for one process of several.</summary>
    /// <param name="run">The run that all processes share.</param>
    /// <param name="rank">This process's number, from 0.</param>
    public static RunOptions Options(RunId run, int rank) => new() { Id = run, Context = $"rank={rank}" };
}
