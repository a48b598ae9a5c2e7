using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace SecretsDashboard.Tests.Architecture;

/// <summary>
/// What the text of a record gives away: each string that it, or a record in it, holds is set to a word of its own, and those that turn up in
/// <c>ToString</c> are printed. It knows records alone; a class prints its name.
/// </summary>
internal static class RecordText
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    // their text is what they hold
    private static readonly Type[] Spoken = [typeof(ReadOnlyMemory<char>), typeof(Memory<char>), typeof(StringBuilder), typeof(JsonElement), typeof(JsonElement?), typeof(object)];

    public static bool IsRecord(Type type) => type.GetMethod("PrintMembers", All | BindingFlags.DeclaredOnly, [typeof(StringBuilder)]) is not null;

    /// <summary>The properties whose content is printed, by name.</summary>
    public static IEnumerable<string> Printed(Type type)
    {
        var words = new Dictionary<string, string>();
        var text = Filled(type, words).ToString()!;
        return words.Where(word => text.Contains(word.Value, StringComparison.Ordinal)).Select(word => word.Key)
            .Concat(type.GetProperties().Where(property => Spoken.Contains(property.PropertyType)).Select(property => property.Name));
    }

    private static object Filled(Type type, Dictionary<string, string> words)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties(All))
        {
            if (type.GetField($"<{property.Name}>k__BackingField", All) is not { } field)
            {
                continue;
            }
            if (field.FieldType == typeof(string))
            {
                field.SetValue(record, words[property.Name] = $"/word-{property.Name}/");
            }
            else if (IsRecord(field.FieldType) && field.FieldType != type)
            {
                field.SetValue(record, Filled(field.FieldType, words));
            }
            else if (field.FieldType.GenericTypeArguments is [var item] && typeof(List<>).MakeGenericType(item) is var list && list.IsAssignableTo(field.FieldType))
            {
                field.SetValue(record, Activator.CreateInstance(list));
            }
        }
        return record;
    }
}
