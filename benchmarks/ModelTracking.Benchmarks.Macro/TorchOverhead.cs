using System.Diagnostics;

namespace ModelTracking.Benchmarks.Macro;

/// <summary>
/// What tracking adds to a training step of TorchSharp, and what a scalar costs beside TorchSharp's own SummaryWriter. The example
/// <c>TorchSharp.Digits</c> measures it, in a process of its own: libtorch, half a gigabyte, stays in its folder.
/// </summary>
internal static class TorchOverhead
{
    private const string Example = "TorchSharp.Digits";

    public static int Run()
    {
        // Built with this program, beside it, in the same configuration.
        var folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        var program = Path.Combine(folder, "..", "..", Example, Path.GetFileName(folder), Example + ".dll");
        if (!File.Exists(program))
        {
            Console.Error.WriteLine($"'{program}' is not there: build examples/{Example} in the same configuration.");
            return 2;
        }

        // Its figures go where ours go.
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", Path.GetFullPath(program), "bench"]))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
