using System.Diagnostics;
using System.Globalization;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What the first calls of a process cost the thread that makes them, which also pays for compiling the code on their way: each time in
/// a process of its own, compiled in tiers as programs are unless they ask for something else (this one does).
/// </summary>
internal static class FirstCalls
{
    private const int Processes = 9;

    private static readonly string[] Names = ["open", "start_run", "param", "params_of_command_line", "metric"];

    public static void Run()
    {
        var figures = Enumerable.Range(0, Processes).Select(_ => Process()).ToArray();
        for (var i = 0; i < Names.Length; i++)
        {
            var values = figures.Select(f => f[i]).ToArray();
            Figure.AtMost($"capture.first_{Names[i]}", Measure.Median(values), "ms", Names[i] == "open" ? 100 : 50);
            Figure.Plain($"capture.first_{Names[i]}_slowest", values.Max(), "ms");
        }
    }

    /// <summary>Makes them, and prints the milliseconds of each.</summary>
    public static int Child()
    {
        using var scratch = new Scratch();
        TrackingClient? client = null;
        ModelTracking.Run? run = null;
        double[] seconds =
        [
            Measure.Seconds(() => client = TrackingClient.Open(new TrackingOptions { Store = scratch.Folder })),
            Measure.Seconds(() => run = client!.StartRun("capture")),
            Measure.Seconds(() => run!.LogParam("seed", 7)),
            Measure.Seconds(() => run!.LogParams((string[])["--lr", "0.1", "--model", "bert-base-uncased", "--data", "https://huggingface.co/datasets/squad?split=train"])),
            Measure.Seconds(() => run!.Metric("loss").Log(0.5, 1)),
        ];
        client!.Dispose();
        Console.WriteLine(string.Join(' ', seconds.Select(s => (s * 1000).ToString(CultureInfo.InvariantCulture))));
        return 0;
    }

    private static double[] Process()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(FirstCalls).Assembly.Location, "first-calls"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_TieredCompilation"] = "1";
        start.Environment["DOTNET_TieredPGO"] = "1";
        using var process = System.Diagnostics.Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return [.. said.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture))];
    }
}
