using System.Runtime.InteropServices;
using System.Text;

namespace ModelTracking.Runtime;

/// <summary>Says in words why libtorch does not load, and what to do about it.</summary>
internal static class NativeLoadFailure
{
    private const string Version = "2.10.0";

    /// <summary>Whether the machine's C++ runtime is older than the one TorchSharp was built with.</summary>
    public static bool IsOldRuntime(Exception exception) => Messages(exception).Contains("GLIBCXX_", StringComparison.Ordinal);

    /// <summary>The message for the user.</summary>
    /// <param name="exception">What loading ended in.</param>
    /// <param name="rid">The platform, for example <c>linux-x64</c>.</param>
    public static string Explain(Exception exception, string rid)
    {
        var said = Messages(exception);
        if (IsOldRuntime(exception))
        {
            return "libtorch does not load: this machine's C++ runtime (libstdc++) is older than the one TorchSharp 0.107 was built with, GCC 13. "
                + "That is so on Debian 12, Ubuntu 22.04 and RHEL 9, and in container images built on them. "
                + "Use Debian 13, Ubuntu 24.04 or later, or put a libstdc++ of GCC 13 or later first in LD_LIBRARY_PATH.";
        }

        var package = rid.StartsWith("win", StringComparison.Ordinal) ? "TorchSharp-cpu" : $"libtorch-cpu-{rid}";
        return said.Contains("wrong ELF class", StringComparison.Ordinal) || exception is BadImageFormatException
            ? $"libtorch does not load: it is built for another processor than this process ({RuntimeInformation.ProcessArchitecture}). Reference the package for {rid}."
            : $"libtorch was not found beside TorchSharp. Add a package that brings it, for example <PackageReference Include=\"{package}\" Version=\"{Version}\" />"
                + " (TorchSharp-cpu, or TorchSharp-cuda-linux / TorchSharp-cuda-windows for a GPU), then build again.";
    }

    private static string Messages(Exception? exception)
    {
        var all = new StringBuilder();
        for (; exception is not null; exception = exception.InnerException)
        {
            all.AppendLine(exception.Message);
        }

        return all.ToString();
    }
}
