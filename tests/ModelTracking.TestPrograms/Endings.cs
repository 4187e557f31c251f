using System.Runtime.InteropServices;
using ModelTracking.Records;

namespace ModelTracking.TestPrograms;

/// <summary>The ways in which a training program comes to its end.</summary>
internal static class Endings
{
    private static TrackingClient Open(string store) => TrackingClient.Open(store);

    private static Run Start(TrackingClient client, string id)
    {
        var run = client.StartRun("endings", new RunOptions { Id = RunId.Parse(id), Name = "ending" });
        for (var i = 0; i < 100; i++)
        {
            run.LogMetric("loss", i, i);
        }

        return run;
    }

    public static int ExitWithoutDispose(string store, string id, int code)
    {
        Start(Open(store), id);
        return code;
    }

    public static int ThrowInUsing(string store, string id)
    {
        using var client = Open(store);
        using var run = Start(client, id);
        throw new InvalidOperationException("the loss exploded");
    }

    public static async Task<int> ThrowInAwaitUsing(string store, string id)
    {
        await using var client = Open(store);
        await using var run = Start(client, id);
        await Task.Yield();
        try
        {
            throw new InvalidOperationException("the loss exploded");
        }
        finally
        {
            // Before the run hears of its end, another thread throws and catches something of its own.
            var other = new Thread(ThrowAndCatch);
            other.Start();
            other.Join();
        }
    }

    private static void ThrowAndCatch()
    {
        try
        {
            throw new TimeoutException("not the reason");
        }
        catch (TimeoutException)
        {
        }
    }

    public static int WaitForSignal(string store, string id)
    {
        var client = Open(store);
        Start(client, id);
        Console.WriteLine("started");
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    /// <summary>Takes SIGTERM as a request to end in order, as a service does.</summary>
    public static int SurviveSignal(string store, string id)
    {
        using var client = Open(store);
        using var run = Start(client, id);
        using var asked = new ManualResetEventSlim();
        using var signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            asked.Set();
        });
        Console.WriteLine("started");
        asked.Wait();
        run.LogMetric("loss", -1, 100);
        return 0;
    }

    /// <summary>Names neither store nor experiment nor run: all of it stands in environment variables.</summary>
    public static int FromEnvironment()
    {
        using var client = TrackingClient.Open();
        using var run = client.StartRun();
        run.LogMetric("loss", 1);
        return 0;
    }

    public static int Rank(string store, string id, string rank, int points)
    {
        using var client = Open(store);
        using var run = client.StartRun("ranks", new RunOptions { Id = RunId.Parse(id), Name = "ranks", Context = MetricContext.Of(("rank", rank)) });
        var loss = run.Metric("loss");
        for (var i = 0; i < points; i++)
        {
            loss.Log(i, i);
        }

        return 0;
    }
}
