using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ModelTracking.Capture.Packages;
using ModelTracking.Capture.Secrets;
using ModelTracking.Records;

namespace ModelTracking.Capture.Machine;

/// <summary>Reads what the process runs on. Never throws; what cannot be had stands in the notes.</summary>
internal sealed class EnvironmentReader(CaptureOptions options, SecretRules rules)
{
    public EnvironmentCaptured Read(GpuSource? gpus, PackageGraph packages)
    {
        var entry = Assembly.GetEntryAssembly();
        var answer = gpus?.Ask();
        return new EnvironmentCaptured
        {
            Host = System.Environment.MachineName,
            User = System.Environment.UserName,
            Os = RuntimeInformation.OSDescription,
            Architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(),
            Cpu = Processor.Name(),
            Cores = System.Environment.ProcessorCount,
            MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            Gpus = [.. (answer?.Gpus ?? []).Select(g => new GpuInfo(g.Index, g.Name, g.MemoryMiB is { } mib ? (long)(mib * (1 << 20)) : null))],
            GpuDriver = answer?.Gpus is [var first, ..] ? first.Driver : null,
            Cuda = answer?.Gpus.Count > 0 ? gpus?.AskCuda() : null,
            Framework = RuntimeInformation.FrameworkDescription,
            Rid = RuntimeInformation.RuntimeIdentifier,
            TargetFramework = entry?.GetCustomAttribute<TargetFrameworkAttribute>()?.FrameworkName,
            Sdk = NewestSdk(),
            EntryAssembly = entry?.GetName().Name,
            EntryVersion = Version(entry).Version,
            CommandLine = CommandLine(System.Environment.GetCommandLineArgs()),
            WorkingFolder = System.Environment.CurrentDirectory,
            ProcessId = System.Environment.ProcessId,
            Container = Surroundings.Container(System.Environment.GetEnvironmentVariable),
            Ci = Surroundings.Ci(System.Environment.GetEnvironmentVariable),
            Job = Surroundings.Job(System.Environment.GetEnvironmentVariable),
            Variables = VariableRules.Select(System.Environment.GetEnvironmentVariables(), options.Variables, rules),
            PackageCount = packages.Packages.Count,
            Notes = [.. new[] { answer?.Problem, packages.Note }.OfType<string>()],
        };
    }

    /// <summary>The entry assembly's informational version, and the commit it was built from.</summary>
    public static (string? Version, string? Commit) Version(Assembly? assembly)
    {
        // The SDK puts the commit behind a plus sign.
        var parts = assembly?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+', 2);
        var commit = parts is { Length: 2 } && parts[1].Length is 40 or 64 && parts[1].All(char.IsAsciiHexDigit) ? parts[1] : null;
        return (parts?[0], commit);
    }

    /// <summary>The command line as it would be typed, without secrets.</summary>
    internal string CommandLine(IReadOnlyList<string> arguments)
    {
        var shown = new string[arguments.Count];
        for (var i = 0; i < arguments.Count; i++)
        {
            var named = i > 0 && arguments[i - 1].StartsWith('-') && !arguments[i - 1].Contains('=', StringComparison.Ordinal)
                && SecretNames.IsSecret(arguments[i - 1].TrimStart('-'), arguments[i]) && !arguments[i].StartsWith("--", StringComparison.Ordinal);
            var text = named ? SecretRules.Redacted : Argument(arguments[i]);
            shown[i] = text.Length == 0 || text.Any(char.IsWhiteSpace) ? $"\"{text}\"" : text;
        }

        return rules.Redact(string.Join(' ', shown));
    }

    private static string Argument(string text)
    {
        // --name=value, name=value, /name:value
        var split = text.AsSpan().IndexOfAny('=', ':');
        return split > 0 && SecretNames.IsSecret(text[..split].TrimStart('-', '/'), text[(split + 1)..]) ? $"{text[..(split + 1)]}{SecretRules.Redacted}" : text;
    }

    // shared/Microsoft.NETCore.App/10.0.1 and sdk/10.0.100 lie under one root.
    private static string? NewestSdk()
    {
        try
        {
            var root = Path.GetDirectoryName(RuntimeEnvironment.GetRuntimeDirectory().TrimEnd(Path.DirectorySeparatorChar, '/'));
            var sdk = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(root)) ?? "", "sdk");
            return Directory.Exists(sdk) ? Directory.EnumerateDirectories(sdk).Select(d => Path.GetFileName(d)!).Where(d => char.IsAsciiDigit(d[0])).MaxBy(Order) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }

        static Version Order(string name) => System.Version.TryParse(name.Split('-')[0], out var version) ? version : new Version();
    }
}
