using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace SecretsDashboard.Data.Migrations
{
    /// <inheritdoc />
    public partial class AuditIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Audit_DeedsByAction",
                table: "Audit",
                columns: new[] { "Action", "Seq" },
                filter: "\"Action\" NOT IN ('secrets.delivered', 'secrets.delivered_again', 'token.refused', 'access.refused')");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Refusals",
                table: "Audit",
                columns: new[] { "Outcome", "Seq" },
                filter: "\"Outcome\" IN ('denied', 'failed')");

            migrationBuilder.CreateIndex(
                name: "IX_Audit_Time",
                table: "Audit",
                column: "Time");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Audit_DeedsByAction",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Refusals",
                table: "Audit");

            migrationBuilder.DropIndex(
                name: "IX_Audit_Time",
                table: "Audit");
        }
    }
}
