using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace ModelTracking.MLNet.Datasets;

/// <summary>Adds one column's value in the present row to a digest, whatever its type.</summary>
internal static class ColumnDigest
{
    private static readonly MethodInfo ScalarOf = typeof(ColumnDigest).GetMethod(nameof(Scalar), BindingFlags.Static | BindingFlags.NonPublic)!;
    private static readonly MethodInfo VectorOf = typeof(ColumnDigest).GetMethod(nameof(Vector), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Action<IncrementalHash> For(DataViewRow row, DataViewSchema.Column column)
    {
        var vector = column.Type as VectorDataViewType;
        var type = vector is null ? column.Type.RawType : vector.ItemType.RawType;
        return (Action<IncrementalHash>)(vector is null ? ScalarOf : VectorOf).MakeGenericMethod(type).Invoke(null, [row, column])!;
    }

    private static Action<IncrementalHash> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return hash =>
        {
            getter(ref value);
            Append(hash, new ReadOnlySpan<T>(in value));
        };
    }

    private static Action<IncrementalHash> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return hash =>
        {
            getter(ref value);
            Append(hash, [value.Length]);

            // Whether a vector is stored dense or sparse must not matter.
            Append<T>(hash, value.IsDense ? value.GetValues() : value.DenseValues().ToArray());
        };
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
    {
        if (!RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            hash.AppendData(MemoryMarshal.CreateReadOnlySpan(
                ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(values)), values.Length * Unsafe.SizeOf<T>()));
            return;
        }

        foreach (var value in values)
        {
            // Text, and what else has one; anything that has none (an image) counts with its type's name.
            hash.AppendData(Encoding.UTF8.GetBytes(value?.ToString() ?? ""));
            hash.AppendData([0]);
        }
    }
}
