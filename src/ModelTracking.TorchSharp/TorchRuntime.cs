using System.Reflection;
using System.Runtime.InteropServices;
using ModelTracking.Diagnostics;
using ModelTracking.Runtime;
using TorchSharp;

namespace ModelTracking;

/// <summary>The native library under TorchSharp. Thread-safe.</summary>
public static class TorchRuntime
{
    private static readonly Lazy<Exception?> Failure = new(NativeLoad.Try);

    /// <summary>Whether libtorch is loaded and can be used.</summary>
    public static bool IsLoaded => Failure.Value is null;

    /// <summary>
    /// Loads libtorch, or says in one message why it does not load and what to do. Call it first in a program, before
    /// TorchSharp itself is used: TorchSharp answers with a bare <see cref="TypeInitializationException"/>.
    /// </summary>
    /// <exception cref="TrackingException">It does not load: the package is missing, or the system is too old for it.</exception>
    public static void EnsureLoaded()
    {
        if (Failure.Value is { } failure)
        {
            throw new TrackingException(NativeLoadFailure.Explain(failure, Platform), failure);
        }
    }

    /// <summary>TorchSharp's version, for example <c>0.107.0</c>.</summary>
    public static string TorchSharpVersion =>
        typeof(torch).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? typeof(torch).Assembly.GetName().Version?.ToString()
        ?? "unknown";

    /// <summary>The version of libtorch it is built for, for example <c>2.10.0.0</c>.</summary>
    public static string LibTorchVersion => torch.__version__;

    private static string Platform =>
        $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
}
