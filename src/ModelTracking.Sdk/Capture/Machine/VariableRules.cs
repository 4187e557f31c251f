using System.Collections;
using System.IO.Enumeration;
using ModelTracking.Capture.Secrets;

namespace ModelTracking.Capture.Machine;

/// <summary>Picks the environment variables that may be kept.</summary>
internal static class VariableRules
{
    public static readonly string[] Default =
    [
        "DOTNET_*", "COMPlus_*", "ASPNETCORE_ENVIRONMENT", "NUGET_PACKAGES",
        "CUDA_*", "NVIDIA_VISIBLE_DEVICES", "NCCL_*", "HIP_VISIBLE_DEVICES", "ROCR_VISIBLE_DEVICES", "TORCH_*", "PYTORCH_*", "TF_*", "ORT_*",
        "OMP_*", "KMP_*", "MKL_*", "OPENBLAS_*", "LD_LIBRARY_PATH", "LD_PRELOAD", "DYLD_LIBRARY_PATH",
        "RANK", "LOCAL_RANK", "WORLD_SIZE", "MASTER_ADDR", "MASTER_PORT",
        "SLURM_*", "PBS_JOBID", "LSB_JOBID", "SGE_TASK_ID",
        "CI", "GITHUB_REPOSITORY", "GITHUB_REF", "GITHUB_SHA", "GITHUB_RUN_ID", "GITHUB_WORKFLOW", "CI_COMMIT_SHA", "CI_JOB_URL", "CI_PROJECT_PATH", "BUILD_BUILDNUMBER", "BUILD_URL",
        "MODELTRACKING_*", "MLFLOW_TRACKING_URI", "MLFLOW_EXPERIMENT_NAME",
        "LANG", "LC_ALL", "TZ", "PROCESSOR_IDENTIFIER", "NUMBER_OF_PROCESSORS",
    ];

    /// <summary>Longest value that is kept.</summary>
    private const int MaxLength = 1000;

    public static IReadOnlyDictionary<string, string> Select(IDictionary variables, IEnumerable<string> allowed, SecretRules rules)
    {
        var patterns = allowed.ToArray();
        var kept = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in variables)
        {
            if (variable is not { Key: string name, Value: string value } || !patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, name, OperatingSystem.IsWindows())))
            {
                continue;
            }

            // Whole first, then cut: half a secret is not seen as one.
            var shown = SecretNames.IsSecret(name) && !SecretNames.IsHarmless(value) ? SecretRules.Redacted : rules.Redact(value);
            kept[name] = shown.Length > MaxLength ? shown[..MaxLength] + "…" : shown;
        }

        return kept;
    }
}
