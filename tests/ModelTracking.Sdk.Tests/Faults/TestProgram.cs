using System.Diagnostics;

namespace ModelTracking.Tests.Faults;

/// <summary>A child process from the project ModelTracking.TestPrograms.</summary>
internal sealed class TestProgram : IDisposable
{
    // Far beyond what any of them takes: a program that hangs fails its test, and not the whole suite.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly Process _process;

    private TestProgram(Process process) => _process = process;

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    public static TestProgram Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    public static TestProgram Start(IReadOnlyDictionary<string, string> environment, params string[] args)
    {
        var library = Path.Combine(AppContext.BaseDirectory, "ModelTracking.TestPrograms.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", library, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("MODELTRACKING_RUN_ID");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var program = new TestProgram(Process.Start(start)!);
        program._process.ErrorDataReceived += (_, _) => { };
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits until the program has said that it is at work.</summary>
    public async Task<TestProgram> Started()
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        Assert.Equal("started", line);
        return this;
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Whether programs that this process starts get a signal at all: they inherit what it was told to ignore, as by <c>nohup</c> or a shell's <c>&amp;</c>.</summary>
    public static bool TakesSignal(int number)
    {
        const string Status = "/proc/self/status";
        const string Ignored = "SigIgn:";
        return !File.Exists(Status) || File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(Ignored, StringComparison.Ordinal)) is not { } line
            || (ulong.Parse(line.AsSpan(Ignored.Length).Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & (1UL << (number - 1))) == 0;
    }

    public async Task Ended()
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Limit);
        }
        catch (TimeoutException)
        {
            _process.Kill();
            throw;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
