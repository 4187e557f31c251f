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
        MLNetOverhead.Run();
        Commit.Run(1024);
        History.Run(10_000);
        return Chart.Run();
    }

    public static int Usage()
    {
        Console.Error.WriteLine("Usage: hot | drain | crash [ROUNDS] | recover | list [RUNS] | overhead | mlnet | chart | all");
        Console.Error.WriteLine("Usage: hot | drain | crash [ROUNDS] | recover | list [RUNS] | search [RUNS] | overhead | chart | all");
        Console.Error.WriteLine("Usage: hot | drain | crash [ROUNDS] | recover | list [RUNS] | overhead | commit [MEGABYTES] | history [COMMITS] | chart | all");
        Console.Error.WriteLine("Usage: hot | drain | crash [ROUNDS] | recover | list [RUNS] | overhead | chart | all");
        return 2;
    }
}
