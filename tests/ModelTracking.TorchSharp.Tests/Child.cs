using System.Diagnostics;

namespace ModelTracking.Tests;

/// <summary>Another process that a test runs.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    public Child(string assembly, IReadOnlyDictionary<string, string>? environment = null, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(assembly);
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        Errors = _process.StandardError.ReadToEndAsync();
    }

    public static string OwnAssembly => typeof(Child).Assembly.Location;

    public Task<string> Errors { get; }

    /// <summary>Reads its output up to a line that begins so.</summary>
    public async Task WaitForAsync(string line)
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } read)
        {
            if (read.StartsWith(line, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The program ended without saying '{line}': {await Errors}");
    }

    public void Kill() => _process.Kill();

    public async Task<(int Code, string Output, string Errors)> EndAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return (_process.ExitCode, output, await Errors);
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
