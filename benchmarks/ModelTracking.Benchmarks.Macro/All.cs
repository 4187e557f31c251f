namespace ModelTracking.Benchmarks.Macro;

/// <summary>Asks all questions, one after the other.</summary>
internal static class All
{
    public static int Run()
    {
        HotPath.Run();
        Drain.Run();
        Crash.Run(20);
        Recover.Run();
        List.Run(10_000);
        Search.Run(100_000);
        Overhead.Run();
        Capture.Run();
        MLNetOverhead.Run();
        Sync.RunAsync(null).GetAwaiter().GetResult();
        Commit.Run(1024);
        History.Run(10_000);
        var torch = TorchOverhead.Run();
        return Math.Max(torch, Chart.Run());
    }

    public static int Usage()
    {
        Console.Error.WriteLine("Usage: hot | drain | crash [ROUNDS] | recover | list [RUNS] | search [RUNS [FOLDER]] | search-fill RUNS FOLDER | overhead | mlnet [SECONDS [COMPARISON]] | torch | capture | chart | sync [--server URI] | commit [MEGABYTES] | history [COMMITS] | all");
        return 2;
    }
}
