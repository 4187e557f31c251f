using ModelTracking.Records;

namespace ModelTracking.TestPrograms;

/// <summary>A training program that prints, logs, and gives its secrets away as programs do.</summary>
internal static class Capturing
{
    public static int Run(string store, string id, string[] more)
    {
        using var client = TrackingClient.Open(store);
        using (var run = client.StartRun("capture", new RunOptions { Id = RunId.Parse(id), Name = "captured" }))
        {
            run.LogMetric("loss", 0.5, 1);
            run.LogMetric("loss", double.NaN, 2);
            Console.WriteLine("epoch 1 grüße");
            Console.Error.WriteLine("a warning");
            foreach (var (name, value) in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(v => ((string)v.Key, (string?)v.Value)).Where(v => v.Item1.StartsWith("LEAK_", StringComparison.Ordinal)))
            {
                Console.WriteLine($"{name} is {value}");
            }

            if (more.Length > 0)
            {
                Careless(client, run, more);
            }

            Console.Write("no end");
        }

        return 0;
    }

    // Logs all it was given, and fails with it.
    private static void Careless(TrackingClient client, Run run, string[] arguments)
    {
        run.LogParams(arguments);
        run.LogParams(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(v => new KeyValuePair<string, string?>((string)v.Key, (string?)v.Value)));
        var address = Environment.GetEnvironmentVariable("LEAK_DATABASE_URL")!;
        run.LogDataset("db", new DatasetOptions { Digest = "1", Source = address });
        run.LogDataset("sql", new DatasetOptions { Digest = "2", Source = Environment.GetEnvironmentVariable("LEAK_CONNECTION") });
        Console.WriteLine($"the part after the colon is {new Uri(address).UserInfo.Split(':')[1]}");
        var failing = client.StartRun("capture", new RunOptions { Name = "failing" });
        failing.FailAsync(new InvalidOperationException($"cannot connect to {address} with {Environment.GetEnvironmentVariable("LEAK_CONNECTION")}")).Wait();
    }
}
