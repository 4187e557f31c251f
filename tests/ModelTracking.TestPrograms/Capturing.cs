using ModelTracking.Records;

namespace ModelTracking.TestPrograms;

/// <summary>A training program that prints, logs, and gives its secrets away as programs do.</summary>
internal static class Capturing
{
    public static int Run(string store, string id)
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

            Console.Write("no end");
        }

        return 0;
    }
}
